using System.Collections.Immutable;
using System.Globalization;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Actors.Host.Repeating;
using Beacon.Plans;
using Beacon.Records.Comparing;
using Beacon.Records.Events;
using Beacon.Records.Reading;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon repeat</c>: runs a plan several times, or two plans in turn; summarises the runs and compares them.</summary>
internal static class RepeatCommand
{
    private const int MostRuns = 10_000;

    /// <summary>Runs the command; returns the exit code.</summary>
    /// <param name="count">The number of runs, as written on the command line.</param>
    /// <param name="repeat">Which runs there are.</param>
    /// <param name="request">The options of the comparison.</param>
    /// <param name="settings">The options of the command line.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    public static async Task<int> ExecuteAsync(
        string count,
        RepeatRequest repeat,
        ComparisonRequest request,
        CommandSettings settings,
        TextWriter output,
        TextWriter error
    )
    {
        var refusal = new Refusal(settings.Json, output, error);
        if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var runs) || runs is < 1 or > MostRuns)
            return Refuse(refusal, $"beacon repeat \"{count}\": expected the number of runs, a whole number from 1 to {MostRuns}");

        using var signals = new StopSignals(isSeries: true);
        if (PlanLoading.Load(settings, refusal, settings.Json ? error : output) is not { } plan)
            return ExitCodes.BadUsage;
        var sides = new List<SeriesSide> { new("A", NameOf(settings.Config, plan), plan) };
        if (!repeat.Versus.IsEmpty)
        {
            if (PlanLoading.Load(settings with { Config = repeat.Versus }, refusal) is not { } other)
                return ExitCodes.BadUsage;
            sides.Add(new SeriesSide("B", NameOf(repeat.Versus, other), other));
        }

        try
        {
            foreach (var side in sides)
                CheckEnds(side);
            var comparison = Prepare(sides, request);
            var series = new SeriesSettings(runs, repeat.Warmups, repeat.Prepare, settings.Label);
            return await RepeatAsync(plan, sides, series, comparison, request, settings, signals, refusal, output, error);
        }
        catch (Exception exception) when (exception is ComparisonException or NoSuchRunException)
        {
            return Refuse(refusal, WayOut.Of(exception));
        }
    }

    private static Task<int> RepeatAsync(
        RunPlan plan,
        List<SeriesSide> sides,
        SeriesSettings of,
        PreparedComparison comparison,
        ComparisonRequest request,
        CommandSettings settings,
        StopSignals signals,
        Refusal refusal,
        TextWriter output,
        TextWriter error
    ) =>
        BeaconHost.ExecuteAsync(
            plan,
            refusal,
            async system =>
            {
                var console = SeriesConsole.For(settings, output);
                var series = new RunSeries(system, sides, of, console, signals, refusal.Warn);
                var missing = await series.RunAsync(run => Comparison.Check(comparison.Settings, run));
                foreach (var side in sides)
                    console.Summarize(side, series.ReplacedOf(side));
                var exitCode = Conclude(
                    sides,
                    comparison,
                    signals,
                    () => ComparisonOutput.Write(Compare(sides, comparison), request, settings, output),
                    error
                );
                if (missing.Count > 0)
                    exitCode = refusal.Refuse(missing, ExitCodes.PrerequisiteMissing, "no further run was started");
                console.Finish(exitCode);
                return exitCode;
            }
        );

    /// <summary>
    /// The exit code: a regression decides, else the first failed run, be it a warm-up, else an expectation that was not met, else the
    /// signal that ended the series.
    /// </summary>
    private static int Conclude(
        List<SeriesSide> sides,
        PreparedComparison comparison,
        StopSignals signals,
        Func<int> compare,
        TextWriter error
    )
    {
        var compared = ExitCodes.Success;
        if (sides.Count > 1 || comparison.Baseline is not null)
        {
            try
            {
                compared = compare();
            }
            catch (ComparisonException exception)
            {
                error.WriteLine($"beacon: {WayOut.Of(exception)}");
                compared = ExitCodes.BadUsage;
            }
        }

        if (compared == ExitCodes.Regression)
            return compared;
        var failed = sides
            .SelectMany(side => side.Results.Concat(side.Warmups.Where(warmup => warmup.Outcome != RunOutcome.Completed)))
            .Where(result => result.ExitCode != 0)
            .OrderBy(result => result.ExitCode == ExitCodes.ExpectationNotMet)
            .ThenBy(result => result.StartedAt)
            .FirstOrDefault();
        if (failed is not null)
            return failed.ExitCode;
        return signals.First is { } signal ? ExitCodes.SignalBase + (int)signal : compared;
    }

    private static Comparison Compare(List<SeriesSide> sides, PreparedComparison comparison) =>
        sides is [var a, var b]
            ? Comparison.Of(a.Runs, b.Runs, comparison.Settings)
            : Comparison.Of(comparison.Baseline!, sides[0].Runs, comparison.Settings);

    private static PreparedComparison Prepare(List<SeriesSide> sides, ComparisonRequest request)
    {
        if (sides.Count > 1 && request.HasBaseline)
            throw new ComparisonException("--versus already names both sides; leave out --baseline and --against");
        var plan = sides[^1].Plan;
        var baseline = request.HasBaseline ? request.BaselineOf(candidate: null, plan.Name, plan.Results) : null;
        return new PreparedComparison(baseline, request.SettingsOver(plan.Comparison));
    }

    private static void CheckEnds(SeriesSide side)
    {
        if (side.Plan.Duration is null && !side.Plan.Components.Any(component => component.EndsRun))
            throw new ComparisonException(
                $"{side.Name}: a plan with an infinite duration can't be repeated; give a duration: beacon repeat N 30"
            );
    }

    private static string NameOf(ImmutableArray<string> files, RunPlan plan) => files.IsEmpty ? plan.Name : Path.GetFileName(files[^1]);

    private static int Refuse(Refusal refusal, string message) =>
        refusal.Refuse([new Problem(ProblemKind.BadUsage, message)], ExitCodes.BadUsage);

    /// <summary>Checked before the first run, so that no run is wasted on a comparison that can't be made.</summary>
    private sealed record PreparedComparison(NamedRuns? Baseline, ComparisonSettings Settings);
}
