using System.CommandLine;
using System.Text;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Reading;
using Beacon.Reports.Exporting;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon runs export</c>: writes runs in formats that other tools read, or as a baseline file.</summary>
internal static class RunsExportCommand
{
    private static readonly Dictionary<string, Action<IReadOnlyList<RunResult>, TextWriter>> Formats = new()
    {
        ["junit"] = JUnitExport.Write,
        ["markdown"] = MarkdownExport.Write,
        ["csv"] = CsvExport.Write,
        ["json"] = WriteJson,
    };

    public static Command Create(RunsContext context)
    {
        var runs = new Argument<string?>("RUNS")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description =
                "runs as for show; for a baseline several, separated by commas "
                + "(default for a baseline: the last ten comparable runs of the latest plan)",
        };
        var format = new Option<string?>("--format") { Description = string.Join("|", Formats.Keys) };
        var file = new Option<string?>("--output") { Description = "file to write; default: standard output", HelpName = "FILE" };
        var baseline = new Option<string?>("--baseline")
        {
            Description = "write a baseline file, for runs compare --against",
            HelpName = "FILE",
        };
        return context.With(
            new Command("export", "export runs as JUnit XML, Markdown, CSV or JSON, or as a baseline file")
            {
                runs,
                format,
                file,
                baseline,
            },
            (parsed, _, results) =>
                (parsed.GetValue(format), parsed.GetValue(baseline)) switch
                {
                    (null, { } path) => BaselineExport.Execute(path, parsed.GetValue(runs), results, context),
                    ({ } name, null) => Execute(name, parsed.GetValue(runs), parsed.GetValue(file), results, context),
                    _ => throw new BadUsageException(
                        $"beacon runs export needs either --format {string.Join('|', Formats.Keys)} or --baseline FILE"
                    ),
                }
        );
    }

    private static int Execute(string format, string? selector, string? path, string results, RunsContext context)
    {
        if (!Formats.TryGetValue(format, out var write))
            throw new BadUsageException(
                $"--format \"{format}\": expected one of {string.Join(", ", Formats.Keys)}{Nearest.Suggestion(format, Formats.Keys)}"
            );
        if (selector is null)
            throw new BadUsageException("beacon runs export --format needs a run: its id, last, last:3, or the path of a record");

        var runs = RunRecord.Find(selector, results).Select(record => record.Result).ToList();
        if (path is null)
        {
            write(runs, context.Output);
            return ExitCodes.Success;
        }

        using var output = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        write(runs, output);
        return ExitCodes.Success;
    }

    // One run is written as an object, several as an array.
    private static void WriteJson(IReadOnlyList<RunResult> runs, TextWriter output) =>
        output.WriteLine(runs is [var one] ? RunResultJson.Format(one) : $"[\n{string.Join(",\n", runs.Select(RunResultJson.Format))}\n]");
}
