using Beacon.Plans.Units;
using Beacon.Records.Statistics;

namespace Beacon.Records.Comparing;

/// <summary>The values of a statistic on both sides, in one unit: the first unit of the baseline.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Baseline">The baseline's values.</param>
/// <param name="Candidate">The candidate's values.</param>
/// <param name="Resolution">The value of one in the last printed digit; 0: the values are exact counts.</param>
/// <param name="Clash">A unit that can't be converted into this one; null: there is none.</param>
internal sealed record ComparedValues(string Unit, Sample Baseline, Sample Candidate, double Resolution, string? Clash)
{
    public static ComparedValues Of(IReadOnlyList<RunStatistic> baseline, IReadOnlyList<RunStatistic> candidate)
    {
        var all = baseline.Concat(candidate).Select(entry => entry.Statistic).ToList();
        var unit = all[0].Unit;
        var scale = UnitScale.Of(unit);
        var clash = all.Select(statistic => statistic.Unit).FirstOrDefault(other => UnitScale.Of(other).Unit != scale.Unit);
        if (clash is not null)
            return new ComparedValues(unit, new Sample([]), new Sample([]), 0, clash);

        double FactorOf(Statistic statistic) => statistic.Unit == unit ? 1 : UnitScale.Of(statistic.Unit).FactorTo(scale);
        Sample SampleOf(IReadOnlyList<RunStatistic> side) =>
            new([
                .. side.Select(entry => new RunValue(
                    entry.Run,
                    entry.Statistic.Value * FactorOf(entry.Statistic),
                    $"{entry.Statistic.Text}"
                )),
            ]);
        return new ComparedValues(
            unit,
            SampleOf(baseline),
            SampleOf(candidate),
            all.Max(statistic => PrintedDigit.Of(statistic) * FactorOf(statistic)),
            null
        );
    }
}
