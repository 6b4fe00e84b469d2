using System.Collections.Immutable;
using Beacon.Plans;

namespace Beacon.Records.Comparing;

/// <summary>
/// The tests of all statistics of a comparison. Holm's procedure ("A simple sequentially rejective multiple test procedure", 1979) divides
/// the accepted probability of a false alarm among the deciding tests: a thousand statistics cause no more false alarms than one. Tests
/// with too few runs for any verdict take no share (Tarone, "A modified Bonferroni method for discrete data", 1990).
/// </summary>
internal sealed class TestFamily(ComparedSide baseline, ComparedSide candidate, ToleranceRules rules, Tolerance byDefault)
{
    private readonly SampleTable _baseline = new(baseline.Runs);
    private readonly SampleTable _candidate = new(candidate.Runs);

    /// <summary>All statistics with their verdicts, the deciding ones first, and the level of their confidence intervals.</summary>
    public (ImmutableArray<StatisticComparison> Statistics, double Level) Decide()
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
        var isAnyNamed = keys.Any(key => rules.For(key) is not null);
        var tests = keys.Select(key => TestOf(key, isInterleaved, isAnyNamed)).ToLookup(test => test.Facts.IsDecisive);
        var (level, levelOfOthers) = (LevelFor(tests[true]), LevelFor(tests[false]));
        return ([.. tests[true].Select(test => test.Decide(level)), .. tests[false].Select(test => test.Decide(levelOfOthers))], level);
    }

    private StatisticTest TestOf(StatisticKey key, bool isInterleaved, bool isAnyNamed)
    {
        var values = ComparedValues.Of(_baseline.Of(key), _candidate.Of(key));
        var rule = rules.For(key);
        var tolerance = rule?.Tolerance ?? byDefault;
        var direction = tolerance.Better ?? Direction.Of(values.Unit);
        var facts = new StatisticComparison
        {
            Key = key,
            Unit = values.Unit,
            Baseline = values.Baseline,
            Candidate = values.Candidate,
            Better = direction ?? Better.Same,
            IsDecisive = rule is not null || (!isAnyNamed && direction is not null),
            Tolerance = tolerance,
        };
        return new StatisticTest(facts, values, isInterleaved);
    }

    // A single test at the level at which Holm's procedure stops rejects exactly the hypotheses that the procedure rejects.
    private static double LevelFor(IEnumerable<StatisticTest> tests)
    {
        var chances = tests
            .Where(test => test.SmallestChance <= Comparison.FalseAlarms)
            .Select(test => test.ChanceOfNoRegression)
            .Order()
            .ToList();
        var rejected = 0;
        while (rejected < chances.Count && chances[rejected] <= Comparison.FalseAlarms / (chances.Count - rejected))
            rejected++;
        return Comparison.FalseAlarms / Math.Max(1, chances.Count - rejected);
    }
}
