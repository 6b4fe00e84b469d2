using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Records.Comparing;

/// <summary>The comparison of a candidate with a baseline. The same runs always give the same comparison.</summary>
public sealed record Comparison
{
    /// <summary>
    /// The accepted probability of a false alarm, over all statistics together: 15 in 1000.
    /// </summary>
    public const double FalseAlarms = 0.015;

    private const int MostNamed = 2;

    /// <summary>The baseline.</summary>
    public required ComparedSide Baseline { get; init; }

    /// <summary>The candidate.</summary>
    public required ComparedSide Candidate { get; init; }

    /// <summary>Whether runs are included that are not comparable.</summary>
    public required bool IsForced { get; init; }

    /// <summary>Other differences between the runs.</summary>
    public required ImmutableArray<TraitDifference> Differences { get; init; }

    /// <summary>The statistics: the deciding ones first, otherwise in printed order.</summary>
    public required ImmutableArray<StatisticComparison> Statistics { get; init; }

    /// <summary>Tolerances of the configuration that match none of the statistics: meant for other runs, or misspelt.</summary>
    public required ImmutableArray<ToleranceRule> UnusedRules { get; init; }

    /// <summary>The probability that the true difference lies beyond a given end of a confidence interval.</summary>
    public required double Level { get; init; }

    /// <summary>The regressions.</summary>
    public IEnumerable<StatisticComparison> Regressions => Statistics.Where(statistic => statistic.Verdict == ComparisonVerdict.Regression);

    /// <summary>Compares two sides.</summary>
    /// <param name="baseline">The runs of the baseline.</param>
    /// <param name="candidate">The runs of the candidate.</param>
    /// <param name="settings">The tolerances; null: the default tolerance.</param>
    /// <exception cref="ComparisonException">
    /// A side has no comparable run, the baseline has runs of different plans, a run is on both sides, the sides have no statistic in
    /// common, or the tolerances are invalid.
    /// </exception>
    public static Comparison Of(IEnumerable<RunResult> baseline, IEnumerable<RunResult> candidate, ComparisonSettings? settings = null) =>
        Of(new NamedRuns("baseline", [.. baseline]), new NamedRuns("candidate", [.. candidate]), settings ?? new ComparisonSettings());

    /// <summary>Compares two sides that have names.</summary>
    /// <inheritdoc cref="Of(IEnumerable{RunResult}, IEnumerable{RunResult}, ComparisonSettings)"/>
    public static Comparison Of(NamedRuns baseline, NamedRuns candidate, ComparisonSettings settings)
    {
        var (from, to) = (ComparedSide.Of(baseline, settings.Force), ComparedSide.Of(candidate, settings.Force));
        RefuseEmpty(from, "the baseline");
        RefuseEmpty(to, "the candidate");
        if (!settings.Force)
            OnePlan.RefuseMixture(from.Name, from.Runs);
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
    /// <exception cref="ComparisonException">A tolerance matches no statistic, or two contradict each other.</exception>
    public static void Check(ComparisonSettings settings, RunResult run)
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
        var reasons = string.Join("; ", side.LeftOut.Take(MostNamed).Select(run => $"{run.Id}: {run.NotComparable[0]}"));
        if (side.LeftOut.Length > MostNamed)
            reasons += $"; and {side.LeftOut.Length - MostNamed} more runs";
        throw new ComparisonException($"no run of {which} ({side.Name}) is comparable; {reasons}", ComparisonFault.NothingComparable);
    }
}

/// <summary>One side of a comparison.</summary>
/// <param name="Name">Its name: <c>last:10</c>, a run's id, the name of a baseline.</param>
/// <param name="Runs">The compared runs, ordered by start.</param>
/// <param name="LeftOut">The runs that are not comparable, each with its reasons.</param>
public sealed record ComparedSide(string Name, ImmutableArray<RunResult> Runs, ImmutableArray<RunResult> LeftOut)
{
    /// <summary>The plan of its runs; null: it is not known, or they have several.</summary>
    public RunPlan? Plan { get; init; }

    /// <summary>Creates a side and leaves out the runs that are not comparable, unless it is forced to compare all.</summary>
    internal static ComparedSide Of(NamedRuns named, bool force)
    {
        var ordered = named
            .Runs.OrderBy(run => run.StartedAt)
            .ThenBy(run => run.Id, StringComparer.Ordinal)
            .ToLookup(run => force || run.NotComparable.IsEmpty);
        var hashes = ordered[true].Select(run => run.Environment?.PlanSha256).Distinct().ToList();
        return new ComparedSide(named.Name, [.. ordered[true]], [.. ordered[false]])
        {
            Plan = hashes is [{ } only] ? named.Plans.GetValueOrDefault(only) : null,
        };
    }
}

/// <summary>The settings of a comparison.</summary>
public sealed record ComparisonSettings
{
    /// <summary>The tolerances of individual statistics, in the given order.</summary>
    public ImmutableArray<ToleranceRule> Rules { get; init; } = [];

    /// <summary>The tolerance of all other statistics.</summary>
    public Tolerance Tolerance { get; init; } = Tolerance.Default;

    /// <summary>Whether runs that are not comparable are compared, too.</summary>
    public bool Force { get; init; }
}
