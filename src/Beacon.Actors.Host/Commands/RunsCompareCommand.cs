using System.Collections.Immutable;
using System.CommandLine;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Records.Comparing;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon runs compare</c>: compares runs with a baseline and says what has changed.</summary>
internal static class RunsCompareCommand
{
    private const string Usage =
        "beacon runs compare BASELINE RUNS, beacon runs compare --baseline last:10 [RUNS], or beacon runs compare --against NAME [RUNS]";

    public static Command Create(RunsContext context)
    {
        var sides = new Argument<string[]>("RUNS")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description =
                "baseline and candidate: each a selector as for show, several separated by commas, or a baseline file; "
                + "with --baseline or --against only the candidate (default: last)",
        };
        var options = new ComparisonOptions();
        var command = new Command("compare", "compare runs with a baseline: what has changed, and how certain that is") { sides };
        options.AddTo(command);
        return context.With(
            command,
            (parsed, settings, results) =>
                Execute(
                    [.. parsed.GetValue(sides) ?? []],
                    [.. command.Options.Select(option => option.Name)],
                    options.Of(parsed),
                    settings,
                    results,
                    context
                )
        );
    }

    private static int Execute(
        ImmutableArray<string> sides,
        ImmutableArray<string> options,
        ComparisonRequest request,
        CommandSettings settings,
        string results,
        RunsContext context
    )
    {
        if (sides.FirstOrDefault(side => side.StartsWith("--", StringComparison.Ordinal)) is { } option)
            throw new BadUsageException($"unknown option {option}{Nearest.Suggestion(option, options)}");

        try
        {
            return ComparisonOutput.Write(Compare(sides, request, settings, results), request, settings, context.Output);
        }
        catch (ComparisonException exception)
        {
            throw new BadUsageException(WayOut.Of(exception));
        }
    }

    /// <summary>Compares the sides that are named.</summary>
    /// <exception cref="BadUsageException">There are not two sides.</exception>
    /// <exception cref="ComparisonException">The sides can't be compared.</exception>
    public static Comparison Compare(ImmutableArray<string> sides, ComparisonRequest request, CommandSettings settings, string results)
    {
        var (baseline, candidate) = SidesOf(sides, request, results);
        return Comparison.Of(baseline, candidate, request.SettingsOver(RulesFor(candidate, settings, results)));
    }

    private static (NamedRuns Baseline, NamedRuns Candidate) SidesOf(
        ImmutableArray<string> sides,
        ComparisonRequest request,
        string results
    )
    {
        var found = sides.Length + (request.HasBaseline ? 1 : 0);
        if (request.HasBaseline ? sides.Length > 1 : sides.Length != 2)
            throw new BadUsageException($"expected two sides, found {found}: {Usage}");

        var candidate = request.HasBaseline
            ? SideSelector.Select(sides.IsEmpty ? "last" : sides[0], results)
            : SideSelector.Named(sides[1], results);
        return (
            request.HasBaseline
                ? request.BaselineOf(candidate, candidate.Runs.First().Name, results)
                : SideSelector.Named(sides[0], results),
            candidate
        );
    }

    // The tolerances of a plan on the command line, else those in the record of the latest run.
    private static ImmutableArray<ToleranceRule> RulesFor(NamedRuns candidate, CommandSettings settings, string results) =>
        settings.Config.IsEmpty && settings.Set.IsEmpty
            ? SideSelector.RulesOf(candidate, results)
            : RunPlan.Load(settings.Sources).Comparison;
}
