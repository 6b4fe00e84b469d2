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
        if (!keys.Exists(key => key.Component.Length > 0))
            throw new ComparisonException(
                $"none of the runs of {baseline.Name} and {candidate.Name} has statistics; there is nothing to compare"
            );
        var isAnyPrinted = keys.Exists(key => !key.IsBeside);
        if (!HaveInCommon(key => isAnyPrinted ? !key.IsBeside : key.Component.Length > 0))
            throw new ComparisonException($"{baseline.Name} and {candidate.Name} have no statistic in common; {WhyNothingInCommon()}");

        var isInterleaved = Drift.AreInterleaved(baseline.Runs, candidate.Runs);
        // What is measured decides by itself only where the programs print nothing.
        var isAnyNamed = keys.Any(key => rules.For(key) is not null);
        bool DecidesUnnamed(StatisticKey key) => !isAnyNamed && (!key.IsBeside || !isAnyPrinted);
        var tests = keys.Select(key => TestOf(key, isInterleaved, DecidesUnnamed(key)))
            .ToLookup(test => (test.Facts.IsDecisive, IsBeside: test.Facts is { IsDecisive: false, Key.IsBeside: true }));

        // What is measured beside takes nothing from the others.
        var level = LevelFor(tests[(true, false)]);
        var statistics = new[] { (true, false), (false, false), (false, true) }.SelectMany(kind =>
        {
            // With enough runs every test takes its share: advice counts on no larger one.
            var (levelOfKind, least) = (LevelFor(tests[kind]), Comparison.FalseAlarms / Math.Max(1, tests[kind].Count()));
            return tests[kind].Select(test => test.Decide(levelOfKind, least));
        });
        return ([.. statistics], level);
    }

    private string WhyNothingInCommon() =>
        (_baseline.Keys.Any(key => !key.IsBeside), _candidate.Keys.Any(key => !key.IsBeside)) switch
        {
            (true, false) => $"the programs of {candidate.Name} have printed none",
            (false, true) => $"the programs of {baseline.Name} have printed none",
            _ => "they are runs of different plans",
        };

    private bool HaveInCommon(Func<StatisticKey, bool> which) => _baseline.Keys.Intersect(_candidate.Keys).Any(which);

    private StatisticTest TestOf(StatisticKey key, bool isInterleaved, bool decidesUnnamed)
    {
        var values = ComparedValues.Of(_baseline.Of(key), _candidate.Of(key));
        var rule = rules.For(key);
        var tolerance = rule?.Tolerance ?? byDefault;
        var direction = tolerance.Better ?? values.Better ?? Direction.Of(values.Unit);
        var facts = new StatisticComparison
        {
            Key = key,
            Unit = values.Unit,
            Baseline = values.Baseline,
            Candidate = values.Candidate,
            Better = direction ?? Better.Same,
            IsDecisive = rule is not null || (decidesUnnamed && direction is not null),
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
