using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Records.Events;
using Beacon.Records.Statistics;

namespace Beacon.Records.Measuring;

/// <summary>The last values of live counters, as statistics of the group <see cref="MeasuredQuantity.Live"/>.</summary>
public static class LiveStatistics
{
    /// <summary>The values as they are.</summary>
    internal static ImmutableArray<Statistic> Of(RunSnapshot snapshot) =>
        [
            .. snapshot
                .Components.SelectMany(component => component.Counters.Values)
                .Select(counter => counter with { Group = MeasuredQuantity.Live }),
        ];

    /// <summary>The last values, but of those whose component has printed a final statistic of that name.</summary>
    /// <param name="snapshot">The run at its end.</param>
    public static ImmutableArray<Statistic> LastOf(RunSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var final = snapshot.Statistics.Select(statistic => (statistic.Component, statistic.Name.Raw)).ToHashSet();
        return [.. Of(snapshot).Where(counter => !final.Contains((counter.Component, counter.Name.Raw)))];
    }
}
