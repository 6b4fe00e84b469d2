using System.Collections.Immutable;
using System.Globalization;
using Beacon.Plans;
using Beacon.Records.Events;
using Beacon.Records.Statistics;

namespace Beacon.Records.Measuring;

/// <summary>What was measured of a run, as statistics (<see cref="MeasuredQuantity"/>). What was not measured is left out.</summary>
public static class MeasuredStatistics
{
    // Without a cgroup, the CPU time of processes that nobody has waited for is as of the last sample, in ticks of the kernel: USER_HZ,
    // proc(5).
    private const double TickMilliseconds = 10;
    private const double MicrosecondInMilliseconds = 0.001;
    private const double PageBytes = 4096;

    /// <summary>What was measured of a run that has ended.</summary>
    /// <param name="run">The run.</param>
    public static ImmutableArray<Statistic> Of(RunResult run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Of(run.Components, run.OperationalAfter, run.Elapsed);
    }

    /// <summary>What was measured up to a moment.</summary>
    internal static ImmutableArray<Statistic> Of(RunSnapshot snapshot, TimeSpan elapsed) =>
        Of(snapshot.Components.Select(component => ComponentResult.Of(component, [], [])), snapshot.OperationalAfter, elapsed);

    private static ImmutableArray<Statistic> Of(IEnumerable<ComponentResult> components, TimeSpan? operationalAfter, TimeSpan elapsed) =>
        [
            .. components.SelectMany(Of),
            .. Time("", MeasuredQuantity.OperationalAfter, operationalAfter),
            .. Time("", MeasuredQuantity.Elapsed, elapsed),
        ];

    private static IEnumerable<Statistic> Of(ComponentResult component)
    {
        var (name, used) = (component.Name, component.Usage);
        return
        [
            .. Time(name, MeasuredQuantity.CpuTime, used?.CpuTime, used?.IsCounted == true ? MicrosecondInMilliseconds : TickMilliseconds),
            .. Size(name, MeasuredQuantity.PeakMemory, component.MaxRssBytes, PageBytes),
            .. Time(name, MeasuredQuantity.ReadyAfter, component.ReadyAfter),
            .. Count(name, MeasuredQuantity.ContextSwitches, used?.VoluntarySwitches + used?.InvoluntarySwitches),
            .. Count(name, MeasuredQuantity.PageFaults, used?.MinorFaults + used?.MajorFaults),
            .. Size(name, MeasuredQuantity.BytesWritten, used?.WrittenBytes, resolution: 1),
        ];
    }

    private static IEnumerable<Statistic> Time(string component, MeasuredQuantity quantity, TimeSpan? time, double resolution = 1) =>
        time is { } span ? [Of(component, quantity, Math.Round(span.TotalMilliseconds, 3), "ms", Durations.Rounded(span), resolution)] : [];

    private static IEnumerable<Statistic> Size(string component, MeasuredQuantity quantity, long? bytes, double resolution) =>
        bytes is { } size
            ? [Of(component, quantity, size, "B", string.Create(CultureInfo.InvariantCulture, $"{size / 1048576.0:#,0.0} MiB"), resolution)]
            : [];

    private static IEnumerable<Statistic> Count(string component, MeasuredQuantity quantity, long? count) =>
        count is { } number ? [Of(component, quantity, number, "", number.ToString("#,0", CultureInfo.InvariantCulture), 0)] : [];

    private static Statistic Of(string component, MeasuredQuantity quantity, double value, string unit, string text, double resolution) =>
        new(component, quantity.Group, quantity.Name, value, unit, text) { Resolution = resolution };
}
