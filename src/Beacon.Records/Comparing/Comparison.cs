using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Records.Comparing;

/// <summary>Two sides of runs, and what has changed from the one to the other. The same runs always give the same comparison.</summary>
public sealed record Comparison
{
    /// <summary>
    /// How likely runs that are alike are told to hold a regression, at most, over all statistics together: 15 in 1000.
    /// </summary>
    public const double FalseAlarms = 0.015;

    /// <summary>The side that is compared with.</summary>
    public required ComparedSide Baseline { get; init; }

    /// <summary>The side that is compared.</summary>
    public required ComparedSide Candidate { get; init; }

    /// <summary>Whether runs are compared that may not be.</summary>
    public required bool IsForced { get; init; }

    /// <summary>In what else the runs differ.</summary>
    public required ImmutableArray<TraitDifference> Differences { get; init; }

    /// <summary>The statistics: those that decide first, else in the order in which they were printed.</summary>
    public required ImmutableArray<StatisticComparison> Statistics { get; init; }

    /// <summary>Tolerances of the configuration that name none of the statistics: meant for other runs, or misspelt.</summary>
    public required ImmutableArray<ToleranceRule> UnusedRules { get; init; }

    /// <summary>How likely the truth lies beyond either end of the interval that is told for a statistic.</summary>
    public required double Level { get; init; }

    /// <summary>The statistics that have become worse.</summary>
    public IEnumerable<StatisticComparison> Regressions => Statistics.Where(statistic => statistic.Verdict == ComparisonVerdict.Regression);

    /// <summary>Compares two sides.</summary>
    /// <param name="baseline">The runs that are compared with.</param>
    /// <param name="candidate">The runs that are compared.</param>
    /// <param name="settings">By what; null: by the default tolerance.</param>
    /// <exception cref="ComparisonException">
    /// A side has no run that may be compared, both hold the same run, they have no statistic in common, or the tolerances make no sense.
    /// </exception>
    public static Comparison Of(IEnumerable<RunResult> baseline, IEnumerable<RunResult> candidate, ComparisonSettings? settings = null) =>
        Of(
            new NamedRuns("baseline", [.. baseline.Select(ComparedRun.Of)]),
            new NamedRuns("candidate", [.. candidate.Select(ComparedRun.Of)]),
            settings ?? new ComparisonSettings()
        );

    /// <summary>Compares two sides that have names.</summary>
    /// <inheritdoc cref="Of(IEnumerable{RunResult}, IEnumerable{RunResult}, ComparisonSettings)"/>
    public static Comparison Of(NamedRuns baseline, NamedRuns candidate, ComparisonSettings settings)
    {
        var (from, to) = (
            ComparedSide.Of(baseline.Name, baseline.Runs, settings.Force),
            ComparedSide.Of(candidate.Name, candidate.Runs, settings.Force)
        );
        RefuseEmpty(from, "the baseline");
        RefuseEmpty(to, "what is compared with it");
        if (from.Runs.Select(run => run.Id).Intersect(to.Runs.Select(run => run.Id)).FirstOrDefault() is { } both)
            throw new ComparisonException($"the run {both} is on both sides ({from.Name} and {to.Name}); compare different runs");

        var rules = new ToleranceRules(settings.Rules);
        var tests = new TestFamily(from, to, rules, settings.Tolerance);
        var (statistics, level) = tests.Decide();
        return new Comparison
        {
            Baseline = from,
            Candidate = to,
            IsForced = settings.Force && baseline.Runs.Concat(candidate.Runs).Any(run => !run.NotComparable.IsEmpty),
            Differences = TraitDifference.Between(from, to),
            Statistics = statistics,
            UnusedRules = rules.Unused([.. statistics.Select(statistic => statistic.Key)]),
            Level = level,
        };
    }

    /// <summary>Rejects thresholds that match none of the statistics of a run, before further runs are made.</summary>
    /// <param name="settings">The tolerances.</param>
    /// <param name="run">A run.</param>
    /// <exception cref="ComparisonException">There is one, or two contradict each other.</exception>
    public static void Check(ComparisonSettings settings, ComparedRun run)
    {
        var rules = new ToleranceRules(settings.Rules);
        var keys = new SampleTable([run]).Keys;
        rules.RefuseUnused(keys);
        foreach (var key in keys)
            rules.For(key);
    }

    private static void RefuseEmpty(ComparedSide side, string which)
    {
        if (!side.Runs.IsEmpty)
            return;
        if (side.LeftOut.IsEmpty)
            throw new ComparisonException($"{which} ({side.Name}) has no runs");
        var reasons = string.Join("; ", side.LeftOut.Select(run => $"{run.Id}: {run.NotComparable[0]}"));
        throw new ComparisonException($"no run of {which} ({side.Name}) may be compared; {reasons}", ComparisonFault.NothingComparable);
    }
}

/// <summary>Runs under a name.</summary>
/// <param name="Name">What they are called.</param>
/// <param name="Runs">The runs.</param>
public sealed record NamedRuns(string Name, IReadOnlyCollection<ComparedRun> Runs);

/// <summary>By what runs are compared.</summary>
public sealed record ComparisonSettings
{
    /// <summary>The tolerances of statistics that have one of their own, in the order in which they were said.</summary>
    public ImmutableArray<ToleranceRule> Rules { get; init; } = [];

    /// <summary>The tolerance of the others.</summary>
    public Tolerance Tolerance { get; init; } = Tolerance.Default;

    /// <summary>Compare runs that may not be.</summary>
    public bool Force { get; init; }
}
