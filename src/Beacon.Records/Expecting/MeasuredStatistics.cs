using System.Collections.Immutable;
using System.Globalization;
using Beacon.Plans;
using Beacon.Records.Events;
using Beacon.Records.Statistics;

namespace Beacon.Records.Expecting;

/// <summary>What was measured of a run, as statistics.</summary>
internal static class MeasuredStatistics
{
    /// <summary>What was measured up to a moment; what was not measured is left out.</summary>
    /// <param name="snapshot">The run at that moment.</param>
    /// <param name="elapsed">The time since its start.</param>
    public static ImmutableArray<Statistic> Of(RunSnapshot snapshot, TimeSpan elapsed) =>
        [
            .. snapshot.Components.SelectMany(Of),
            .. Time("", MeasuredQuantity.OperationalAfter, snapshot.OperationalAfter),
            .. Time("", MeasuredQuantity.Elapsed, elapsed),
        ];

    private static IEnumerable<Statistic> Of(ComponentSnapshot component)
    {
        var (name, used) = (component.Name, component.TotalUsage);
        return
        [
            .. Time(name, MeasuredQuantity.CpuTime, used?.CpuTime),
            .. Size(name, MeasuredQuantity.PeakMemory, component.MaxRssBytes > 0 ? component.MaxRssBytes : null),
            .. Time(name, MeasuredQuantity.ReadyAfter, component.ReadyAfter),
            .. Count(name, MeasuredQuantity.ContextSwitches, used?.VoluntarySwitches + used?.InvoluntarySwitches),
            .. Count(name, MeasuredQuantity.PageFaults, used?.MinorFaults + used?.MajorFaults),
            .. Size(name, MeasuredQuantity.BytesWritten, used?.WrittenBytes),
        ];
    }

    private static IEnumerable<Statistic> Time(string component, MeasuredQuantity quantity, TimeSpan? time) =>
        time is { } span ? [Of(component, quantity, Math.Round(span.TotalMilliseconds, 3), "ms", Durations.Rounded(span))] : [];

    private static IEnumerable<Statistic> Size(string component, MeasuredQuantity quantity, long? bytes) =>
        bytes is { } size
            ? [Of(component, quantity, size, "B", string.Create(CultureInfo.InvariantCulture, $"{size / 1048576.0:#,0.0} MiB"))]
            : [];

    private static IEnumerable<Statistic> Count(string component, MeasuredQuantity quantity, long? count) =>
        count is { } number ? [Of(component, quantity, number, "", number.ToString("#,0", CultureInfo.InvariantCulture))] : [];

    private static Statistic Of(string component, MeasuredQuantity quantity, double value, string unit, string text) =>
        new(component, quantity.Group, quantity.Name, value, unit, text);
}
