using Beacon.Plans;
using Beacon.Plans.Units;

namespace Beacon.Records.Comparing;

/// <summary>One statistic before its judge.</summary>
internal sealed class Case
{
    // What adding and multiplying may have cost: two values that are a printed 5 % apart are not more than 5 % apart.
    private const double Rounding = 1e-9;

    private readonly Sample _baseline;
    private readonly Sample _candidate;
    private readonly Shift? _shift;
    private readonly double _margin;

    public Case(StatisticComparison facts, Measured measured, bool isInterleaved)
    {
        (_baseline, _candidate) = (facts.Baseline, facts.Candidate);
        (Facts, Measured, IsInterleaved) = (facts, measured, isInterleaved);
        if (_baseline.Count == 0 || _candidate.Count == 0)
            return;

        var (kept, setAside) = Outliers.Of(_baseline, _candidate);
        (_baseline, _candidate) = (kept[0], kept[1]);
        Facts = facts with { SetAside = setAside };
        _shift = new Shift([.. _baseline.Values.Select(value => value.Value)], [.. _candidate.Values.Select(value => value.Value)]);
        _margin = MarginOf(facts, measured);
    }

    /// <summary>What is to be said of it whatever the verdict.</summary>
    public StatisticComparison Facts { get; }

    private Measured Measured { get; }

    private bool IsInterleaved { get; }

    /// <summary>The least chance that so few runs can show, however far apart they lie: one that no value of one side is among the other's.</summary>
    public double LeastChance => _shift is null ? 1 : Sides * MannWhitney.LowerTail(_baseline.Count, _candidate.Count, 0);

    /// <summary>How likely it looks this bad although it is not worse by more than is tolerated.</summary>
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

    /// <summary>The verdict.</summary>
    /// <param name="level">How likely a wrong one may be.</param>
    public StatisticComparison Decide(double level)
    {
        if (Measured.Clash is { } clash)
            return Facts with { Reason = $"units differ: {Named(Measured.Unit)} and {Named(clash)}" };
        if (_shift is null)
            return Facts with { Reason = Facts.Baseline.Count == 0 ? "not in the baseline" : "only in the baseline" };

        var (low, high) = _shift.Interval(level / Sides);
        var told = Facts with { Margin = _margin, Difference = _shift.Estimate, Low = low, High = high };
        var verdict = VerdictOf(low, high, Facts.IsJudged);
        if (verdict is ComparisonVerdict.NoVerdict)
            return WithoutVerdict(told, level / Sides);
        if (verdict is ComparisonVerdict.WithinTolerance || IsInterleaved || !Drift.Explains(_baseline, _candidate, told.Difference))
            return told with { Verdict = verdict };
        return told with { Reason = "the values drift from run to run; alternate the two sides: beacon repeat --versus" };
    }

    private ComparisonVerdict VerdictOf(double low, double high, bool isJudged)
    {
        var (isAbove, isBelow) = (low > Tolerated, high < -Tolerated);
        var (isWorse, isBetter) = Facts.Better switch
        {
            Better.Lower => (isAbove, isBelow),
            Better.Higher => (isBelow, isAbove),
            _ => (isAbove || isBelow, false),
        };
        if (isWorse)
            return isJudged ? ComparisonVerdict.Regression : ComparisonVerdict.Changed;
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

    private static StatisticComparison WithoutVerdict(StatisticComparison told, double level)
    {
        var needed = RunsNeeded.For(told, level);
        var runs = Math.Min(told.Baseline.Count, told.Candidate.Count);
        var reason = double.IsInfinity(told.Low) ? $"{runs} run{(runs == 1 ? " is" : "s are")} too few" : "the spread hides it";
        return told with { Reason = needed is null ? "it lies too near the tolerance" : reason, RunsNeeded = needed };
    }

    private static double MarginOf(StatisticComparison facts, Measured measured)
    {
        var floor = facts.Tolerance.Floor;
        if (floor > 0 && facts.Tolerance.FloorUnit is { Length: > 0 } said && said != measured.Unit)
        {
            var (ours, theirs) = (UnitScale.Of(measured.Unit), UnitScale.Of(said));
            if (ours.Unit != theirs.Unit)
                throw new ComparisonException(
                    $"the tolerance {facts.Tolerance} of {facts.Key.Path} is in {said}, the statistic in {Named(measured.Unit)}; say it in that unit"
                );
            floor *= theirs.FactorTo(ours);
        }

        var share = facts.Tolerance.Share * Math.Abs(facts.Baseline.Median);
        return Math.Max(Math.Max(share, floor), measured.Resolution);
    }

    private static string Named(string unit) => unit.Length == 0 ? "no unit" : unit;
}
