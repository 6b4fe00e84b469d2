using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;

namespace Beacon.Records.Json;

/// <summary>An element of <c>components</c> in <c>run.json</c>; its exit status and resource usage are among its own fields.</summary>
internal static class ComponentResultJson
{
    public static ComponentResult Fields(JsonFields json, ComponentResult? component)
    {
        var result = new ComponentResult
        {
            Name = json.Text("name", component?.Name),
            Title = json.Text("title", component?.Title),
            Pid = (int?)json.WholeOrNull("pid", component?.Pid),
            ReadyAfter = json.TimeOrNull("readyAfterMs", component?.ReadyAfter),
            Exit = Exit(json, component?.Exit),
            Restarts = (int)json.Whole("restarts", component?.Restarts),
            Killed = json.Boolean("killed", component?.Killed),
        };
        var cpuSeconds = json.NumberOrNull("cpuSeconds", component?.CpuTime?.TotalSeconds);
        return result with
        {
            MaxRssBytes = json.WholeOrNull("maxRssBytes", component?.MaxRssBytes),
            MaxThreads = (int?)json.WholeOrNull("maxThreads", component?.MaxThreads),
            Usage = Usage(json, cpuSeconds, component?.Usage),
            Logs = json.Texts("logs", component?.Logs),
            LastLines = [.. json.Texts("lastLines", component?.LastLines.Select(line => line.Raw))],
        };
    }

    /// <summary>The exit status among the fields of a component or an event; null: there is neither a code nor a signal.</summary>
    /// <exception cref="InvalidDataException">This version does not know the signal.</exception>
    public static ExitStatus? Exit(JsonFields json, ExitStatus? exit)
    {
        var read = new ExitStatus(
            Code: (int?)json.WholeOrNull("exitCode", exit?.Code),
            Signal: SignalOf(json.TextOrNull("signal", exit?.Signal?.ToString())),
            Inferred: json.Switch("inferred", exit?.Inferred),
            CoreDumped: json.Switch("coreDumped", exit?.CoreDumped),
            OutOfMemory: json.Switch("outOfMemory", exit?.OutOfMemory)
        );
        return read is { Code: null, Signal: null } ? null : read;
    }

    private static UnixSignal? SignalOf(string? name) =>
        name is null ? null
        : Enum.TryParse<UnixSignal>(name, out var signal) ? signal
        : throw new InvalidDataException($"\"signal\" is \"{name}\", which is no signal");

    private static ResourceUsage? Usage(JsonFields json, double? cpuSeconds, ResourceUsage? usage)
    {
        var cpuTime = TimeSpan.FromTicks((long)Math.Round((cpuSeconds ?? 0) * TimeSpan.TicksPerSecond));
        var read = new ResourceUsage(cpuTime, 0, 0, 0)
        {
            VoluntarySwitches = json.WholeOrNull("voluntarySwitches", usage?.VoluntarySwitches) ?? 0,
            InvoluntarySwitches = json.WholeOrNull("involuntarySwitches", usage?.InvoluntarySwitches) ?? 0,
            MinorFaults = json.WholeOrNull("minorFaults", usage?.MinorFaults) ?? 0,
            MajorFaults = json.WholeOrNull("majorFaults", usage?.MajorFaults) ?? 0,
            ReadBytes = json.WholeOrNull("readBytes", usage?.ReadBytes),
            WrittenBytes = json.WholeOrNull("writtenBytes", usage?.WrittenBytes),
            IsCounted = json.Switch("cpuCounted", usage?.IsCounted),
        };
        return json.IsChange ? usage
            : cpuSeconds is null ? null
            : read;
    }
}
