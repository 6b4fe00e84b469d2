using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Records.Comparing;

/// <summary>The summary of one statistic over several runs of a plan.</summary>
/// <param name="Key">The key of the statistic.</param>
/// <param name="Unit">The unit of the values: the one that was printed first; empty: none.</param>
/// <param name="Sample">The values.</param>
public sealed record StatisticSummary(StatisticKey Key, string Unit, Sample Sample)
{
    /// <summary>Summarizes the statistics of runs, in printed order. Statistics with units of different dimensions are left out.</summary>
    /// <param name="runs">The runs.</param>
    public static ImmutableArray<StatisticSummary> Of(IEnumerable<RunResult> runs)
    {
        var table = new SampleTable(runs);
        return
        [
            .. table
                .Keys.Select(key => (Key: key, ComparedValues: ComparedValues.Of(table.Of(key), [])))
                .Where(pair => pair.ComparedValues.Clash is null)
                .Select(pair => new StatisticSummary(pair.Key, pair.ComparedValues.Unit, pair.ComparedValues.Baseline)),
        ];
    }
}
