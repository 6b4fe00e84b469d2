using System.CommandLine;
using Beacon.Actors.Recording;
using Beacon.Actors.Recording.Report;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon runs report [SELECTOR]</c>: writes a record's page anew and says where it is.</summary>
internal static class RunsReportCommand
{
    public static Command Create(RunsContext context)
    {
        var selector = new Argument<string>("SELECTOR") { Description = "a run's id or the beginning of it, last, last~2, last:3, or the path of a record; default: last", DefaultValueFactory = _ => "last" };
        var file = new Option<string?>("--output") { Description = "the page to write; default: report.html in the record", HelpName = "FILE" };
        return context.With(new Command("report", "write the page report.html of a run") { selector, file }, (parsed, _, results) =>
        {
            var folders = RunSelector.Select(parsed.GetValue(selector)!, results);
            if (folders.Length > 1 && parsed.GetValue(file) is { } one) throw new BadUsageException($"--output {one} is one page, and {parsed.GetValue(selector)} means {folders.Length} runs");
            foreach (var folder in folders) context.Output.WriteLine(RunReport.Write(folder, RecordReader.Read(folder).Result, parsed.GetValue(file)));
            return ExitCodes.Success;
        });
    }
}
