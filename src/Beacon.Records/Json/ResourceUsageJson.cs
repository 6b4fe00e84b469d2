using System.Text.Json;
using Beacon.Processes;

namespace Beacon.Records.Json;

/// <summary>The total resource usage of a component's processes, among the fields of the component.</summary>
internal static class ResourceUsageJson
{
    /// <summary>Writes the CPU time in seconds; null: not measured.</summary>
    public static void WriteCpuTime(Utf8JsonWriter json, ResourceUsage? usage) =>
        json.WriteNumberOrNull("cpuSeconds", usage?.CpuTime.TotalSeconds);

    /// <summary>Writes the counters of the kernel; null: not measured.</summary>
    public static void WriteCounts(Utf8JsonWriter json, ResourceUsage? usage)
    {
        json.WriteNumberOrNull("voluntarySwitches", usage?.VoluntarySwitches);
        json.WriteNumberOrNull("involuntarySwitches", usage?.InvoluntarySwitches);
        json.WriteNumberOrNull("minorFaults", usage?.MinorFaults);
        json.WriteNumberOrNull("majorFaults", usage?.MajorFaults);
        json.WriteNumberOrNull("readBytes", usage?.ReadBytes);
        json.WriteNumberOrNull("writtenBytes", usage?.WrittenBytes);
    }

    /// <summary>Reads the usage; null: not measured.</summary>
    public static ResourceUsage? Read(JsonElement json) =>
        json.NumberOrNull("cpuSeconds") is not { } seconds
            ? null
            : new ResourceUsage(TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond)), 0, 0, 0)
            {
                VoluntarySwitches = (long?)json.NumberOrNull("voluntarySwitches") ?? 0,
                InvoluntarySwitches = (long?)json.NumberOrNull("involuntarySwitches") ?? 0,
                MinorFaults = (long?)json.NumberOrNull("minorFaults") ?? 0,
                MajorFaults = (long?)json.NumberOrNull("majorFaults") ?? 0,
                ReadBytes = (long?)json.NumberOrNull("readBytes"),
                WrittenBytes = (long?)json.NumberOrNull("writtenBytes"),
            };
}
