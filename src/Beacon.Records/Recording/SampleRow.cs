using System.Globalization;
using Beacon.Records.Events;

namespace Beacon.Records.Recording;

/// <summary>The rows of <c>resources.csv</c> and <c>machine.csv</c>. Unknown values are empty.</summary>
internal static class SampleRow
{
    public const string ComponentHeading =
        "elapsedMs,component,cpuSeconds,cpuShare,rssBytes,threads,processes,voluntarySwitches,involuntarySwitches,"
        + "minorFaults,majorFaults,readBytes,writtenBytes";

    public const string MachineHeading = "elapsedMs,loadAverage,busyCores,cpuWaitingShare,ioWaitingShare,memoryWaitingShare";

    public static string Of(ResourcesSampled sampled)
    {
        var usage = sampled.Usage;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{sampled.Elapsed.TotalMilliseconds:0},{sampled.Component},{usage.CpuTime.TotalSeconds:0.######},{sampled.CpuShare:0.####},"
                + $"{usage.RssBytes},{usage.Threads},{usage.Processes},{usage.VoluntarySwitches},{usage.InvoluntarySwitches},"
                + $"{usage.MinorFaults},{usage.MajorFaults},{usage.ReadBytes},{usage.WrittenBytes}"
        );
    }

    public static string Of(MachineSampled sampled) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{sampled.Elapsed.TotalMilliseconds:0},{sampled.Usage.LoadAverage:0.##},{sampled.BusyCores:0.####},"
                + $"{sampled.CpuWaitingShare:0.####},{sampled.IoWaitingShare:0.####},{sampled.MemoryWaitingShare:0.####}"
        );
}
