using Beacon.Plans;
using Beacon.Plans.Units;

namespace Beacon.Records.Comparing;

/// <summary>Tests whether one statistic of the candidate is worse than the baseline by more than the tolerance.</summary>
internal sealed class StatisticTest
{
    // Covers rounding errors: values that are exactly 5 % apart in print must not be more than 5 % apart here.
    private const double Rounding = 1e-9;

    private readonly Sample _baseline;
    private readonly Sample _candidate;
    private readonly Shift? _shift;
    private readonly double _margin;
    private readonly ComparedValues _values;
    private readonly bool _isInterleaved;

    public StatisticTest(StatisticComparison facts, ComparedValues values, bool isInterleaved)
    {
        (_baseline, _candidate) = (facts.Baseline, facts.Candidate);
        (Facts, _values, _isInterleaved) = (facts, values, isInterleaved);
        if (_baseline.Count == 0 || _candidate.Count == 0)
            return;

        var (kept, setAside) = Outliers.Of(_baseline, _candidate);
        (_baseline, _candidate) = (kept[0], kept[1]);
        Facts = facts with { SetAside = setAside };
        _shift = new Shift([.. _baseline.Values.Select(value => value.Value)], [.. _candidate.Values.Select(value => value.Value)]);
        _margin = MarginOf(facts, values);
    }

    /// <summary>The statistic without its verdict.</summary>
    public StatisticComparison Facts { get; }

    /// <summary>The smallest p-value that is possible with this number of runs: that of sides that do not overlap.</summary>
    public double SmallestChance => _shift is null ? 1 : Sides * MannWhitney.LowerTail(_baseline.Count, _candidate.Count, 0);

    /// <summary>The p-value: the probability of values as bad as these if the candidate is within the tolerance.</summary>
    public double ChanceOfNoRegression =>
        _shift is null
            ? 1
            : Math.Min(
                1,
                Sides
                    * Facts.Better switch
                    {
                        Better.Lower => _shift.ChanceWithin(Tolerated),
                        Better.Higher => _shift.ChanceBeyond(-Tolerated),
                        _ => Math.Min(_shift.ChanceWithin(Tolerated), _shift.ChanceBeyond(-Tolerated)),
                    }
            );

    private int Sides => Facts.Better == Better.Same ? 2 : 1;

    private double Tolerated => (_margin * (1 + Rounding)) + (Math.Abs(Facts.Baseline.Median) * Rounding);

    /// <summary>The statistic with its verdict.</summary>
    /// <param name="level">The probability with which the verdict may be wrong.</param>
    /// <param name="levelOfMoreRuns">That probability if there were more runs of all statistics.</param>
    public StatisticComparison Decide(double level, double levelOfMoreRuns)
    {
        if (_values.Clash is { } clash)
            return Open(Facts, NoVerdictReason.UnitsDiffer, $"units differ: {Named(_values.Unit)} and {Named(clash)}");
        if (_shift is null)
            return Facts.Baseline.Count == 0
                ? Open(Facts, NoVerdictReason.NotInBaseline, "not in the baseline")
                : Open(Facts, NoVerdictReason.NotInCandidate, "only in the baseline");

        var (low, high) = _shift.Interval(level / Sides);
        var measured = Facts with { Margin = _margin, Difference = _shift.Estimate, Low = low, High = high };
        var verdict = VerdictOf(low, high, Facts.IsDecisive);
        if (verdict is ComparisonVerdict.NoVerdict)
            return WithoutVerdict(measured, levelOfMoreRuns / Sides);
        return verdict is ComparisonVerdict.WithinTolerance || _isInterleaved || !Drift.Explains(_baseline, _candidate, measured.Difference)
            ? measured with
            {
                Verdict = verdict,
            }
            : Open(measured, NoVerdictReason.Drift, "the values drift from run to run");
    }

    private ComparisonVerdict VerdictOf(double low, double high, bool isDecisive)
    {
        var (isAbove, isBelow) = (low > Tolerated, high < -Tolerated);
        var (isWorse, isBetter) = Facts.Better switch
        {
            Better.Lower => (isAbove, isBelow),
            Better.Higher => (isBelow, isAbove),
            _ => (isAbove || isBelow, false),
        };
        if (isWorse)
            return isDecisive ? ComparisonVerdict.Regression : ComparisonVerdict.Changed;
        if (isBetter)
            return ComparisonVerdict.Improvement;

        var (isNotAbove, isNotBelow) = (high <= Tolerated, low >= -Tolerated);
        var isWithin = Facts.Better switch
        {
            Better.Lower => isNotAbove,
            Better.Higher => isNotBelow,
            _ => isNotAbove && isNotBelow,
        };
        return isWithin ? ComparisonVerdict.WithinTolerance : ComparisonVerdict.NoVerdict;
    }

    private static StatisticComparison WithoutVerdict(StatisticComparison measured, double level)
    {
        var runs = Math.Min(measured.Baseline.Count, measured.Candidate.Count);
        if (RequiredRuns.For(measured, level) is not { } needed)
            return Open(measured, NoVerdictReason.NearTolerance, "the difference is too near the tolerance");
        var open = double.IsInfinity(measured.Low)
            ? Open(measured, NoVerdictReason.TooFewRuns, $"{runs} run{(runs == 1 ? " is" : "s are")} too few")
            : Open(measured, NoVerdictReason.TooNoisy, "too noisy");
        return open with { RunsNeeded = needed };
    }

    private static StatisticComparison Open(StatisticComparison statistic, NoVerdictReason kind, string reason) =>
        statistic with
        {
            ReasonKind = kind,
            Reason = reason,
        };

    private static double MarginOf(StatisticComparison facts, ComparedValues values)
    {
        var floor = facts.Tolerance.Floor;
        if (floor > 0 && facts.Tolerance.FloorUnit is { Length: > 0 } unit && unit != values.Unit)
        {
            var (ours, theirs) = (UnitScale.Of(values.Unit), UnitScale.Of(unit));
            if (ours.Unit != theirs.Unit)
                throw new ComparisonException(
                    $"the tolerance {facts.Tolerance} of {facts.Key.Path} is in {unit}, "
                        + $"the statistic in {Named(values.Unit)}; use that unit"
                );
            floor *= theirs.FactorTo(ours);
        }

        var share = facts.Tolerance.Share * Math.Abs(facts.Baseline.Median);
        return Math.Max(Math.Max(share, floor), values.Resolution);
    }

    private static string Named(string unit) => unit.Length == 0 ? "no unit" : unit;
}
