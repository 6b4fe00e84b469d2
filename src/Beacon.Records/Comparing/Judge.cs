using System.Collections.Immutable;
using Beacon.Plans;

namespace Beacon.Records.Comparing;

/// <summary>
/// Decides what can be said of each statistic. The doubt that is allowed is shared among those that decide, by Holm's procedure ("A simple
/// sequentially rejective multiple test procedure", 1979): a thousand statistics together raise no more false alarms than one. Those that
/// too few runs carry for any verdict take no share (Tarone, "A modified Bonferroni method for discrete data", 1990).
/// </summary>
internal sealed class Judge(ComparedSide baseline, ComparedSide candidate, ToleranceRules rules, Tolerance byDefault)
{
    private readonly SampleTable _baseline = new(baseline.Runs);
    private readonly SampleTable _candidate = new(candidate.Runs);

    /// <summary>The statistics, and the level of the intervals of those that decide.</summary>
    public (ImmutableArray<StatisticComparison> Statistics, double Level) Statistics()
    {
        var keys = _baseline.Keys.Union(_candidate.Keys).ToList();
        rules.RefuseUnused(keys);
        if (keys.Count > 0 && !_baseline.Keys.Intersect(_candidate.Keys).Any())
            throw new ComparisonException(
                $"{baseline.Name} and {candidate.Name} have no statistic in common; they are runs of different plans"
            );
        if (keys.Count == 0)
            throw new ComparisonException(
                $"none of the runs of {baseline.Name} and {candidate.Name} has statistics; there is nothing to compare"
            );

        var isInterleaved = Drift.AreInterleaved(baseline.Runs, candidate.Runs);
        var isSaid = keys.Any(key => rules.For(key) is not null);
        var cases = keys.Select(key => CaseOf(key, isInterleaved, isSaid)).ToLookup(each => each.Facts.IsJudged);
        var level = LevelFor(cases[true]);
        var unjudged = LevelFor(cases[false]);
        return ([.. cases[true].Select(each => each.Decide(level)), .. cases[false].Select(each => each.Decide(unjudged))], level);
    }

    private Case CaseOf(StatisticKey key, bool isInterleaved, bool isSaid)
    {
        var measured = Measured.Of(_baseline.Of(key), _candidate.Of(key));
        var rule = rules.For(key);
        var tolerance = rule?.Tolerance ?? byDefault;
        var direction = tolerance.Better ?? Direction.Of(measured.Unit);
        var facts = new StatisticComparison
        {
            Key = key,
            Unit = measured.Unit,
            Baseline = measured.Baseline,
            Candidate = measured.Candidate,
            Better = direction ?? Better.Same,
            IsJudged = rule is not null || (!isSaid && direction is not null),
            Tolerance = tolerance,
        };
        return new Case(facts, measured, isInterleaved);
    }

    // At the step at which Holm's procedure stops, its level refuses just those that it has refused step by step.
    private static double LevelFor(IEnumerable<Case> cases)
    {
        var chances = cases
            .Where(each => each.LeastChance <= Comparison.FalseAlarms)
            .Select(each => each.ChanceOfNoRegression)
            .Order()
            .ToList();
        var refused = 0;
        while (refused < chances.Count && chances[refused] <= Comparison.FalseAlarms / (chances.Count - refused))
            refused++;
        return Comparison.FalseAlarms / Math.Max(1, chances.Count - refused);
    }
}
