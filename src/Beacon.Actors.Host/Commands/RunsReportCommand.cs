using System.CommandLine;
using Beacon.Actors.Host.Invocation;
using Beacon.Records.Comparing;
using Beacon.Records.Reading;
using Beacon.Reports.Html;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon runs report [SELECTOR]</c>: writes the HTML report of a run or of a comparison, and prints its path.</summary>
internal static class RunsReportCommand
{
    // Per plan; more points could not be distinguished in a chart.
    private const int RunsOfHistory = 100;

    public static Command Create(RunsContext context)
    {
        var selector = new Argument<string>("SELECTOR")
        {
            Description = "run id or its beginning, last, last~2, last:3, or the path of a record; default: last",
            DefaultValueFactory = _ => "last",
        };
        var file = new Option<string?>("--output")
        {
            Description = "file to write; default: report.html in the record, or comparison.html in the current folder",
            HelpName = "FILE",
        };
        var compare = new Option<string[]>("--compare")
        {
            Arity = new ArgumentArity(2, 2),
            AllowMultipleArgumentsPerToken = true,
            Description = "compare two sides, each named as for runs compare",
            HelpName = "BASELINE RUNS",
        };
        var options = new ComparisonOptions();
        var command = new Command("report", "write the HTML report of a run, or of a comparison") { selector, file, compare };
        options.AddQuestionTo(command);
        return context.With(
            command,
            (parsed, settings, results) =>
            {
                var request = options.Of(parsed);
                var sides = parsed.GetValue(compare) ?? [];
                if (sides.Length > 0 && parsed.GetResult(selector) is { Implicit: false })
                    throw new BadUsageException(
                        $"--compare names both sides, {parsed.GetValue(selector)} is a third; separate several runs of one side by commas"
                    );
                if (sides.Length > 0 || request.HasBaseline)
                    return WriteComparison(
                        sides.Length > 0 ? sides : [parsed.GetValue(selector)!],
                        request,
                        settings,
                        results,
                        parsed.GetValue(file),
                        context
                    );
                if (request.Force || request.Thresholds.Length > 0)
                    throw new BadUsageException(
                        "--threshold and --force need a comparison; "
                            + "name its sides with --compare BASELINE RUNS, --baseline RUNS or --against NAME"
                    );

                var records = RunRecord.Find(parsed.GetValue(selector)!, results);
                if (records.Length > 1 && parsed.GetValue(file) is { } one)
                    throw new BadUsageException(
                        $"--output {one} is one file, but {parsed.GetValue(selector)} selects {records.Length} runs"
                    );
                foreach (var record in records)
                    context.Output.WriteLine(RunReport.Write(record.Folder, record.Result, parsed.GetValue(file)));
                return ExitCodes.Success;
            }
        );
    }

    private static int WriteComparison(
        string[] sides,
        ComparisonRequest request,
        CommandSettings settings,
        string results,
        string? file,
        RunsContext context
    )
    {
        try
        {
            var comparison = RunsCompareCommand.Compare([.. sides], request, settings, results);
            var plans = comparison.Baseline.Runs.Concat(comparison.Candidate.Runs).Select(run => run.Name);
            var path = Path.GetFullPath(file ?? ComparisonReport.FileName);
            ComparisonReport.Write(comparison, SideSelector.History(plans, RunsOfHistory, results), path, WayOut.Comparing);
            context.Output.WriteLine(path);
            return ExitCodes.Success;
        }
        catch (ComparisonException exception)
        {
            throw new BadUsageException(WayOut.Of(exception));
        }
    }
}
