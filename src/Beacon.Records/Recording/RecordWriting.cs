using System.Globalization;
using System.Threading.Channels;
using Beacon.Processes.Files;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Layout;

namespace Beacon.Records.Recording;

/// <summary>Writes the events and the samples of a run to disk as they happen, in a task of its own. Never blocks the caller.</summary>
internal sealed class RecordWriting
{
    private readonly Channel<RunEvent> _events = Channel.CreateUnbounded<RunEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly RecordFolder _folder;
    private readonly Task<IReadOnlyList<Problem>> _writing;

    public RecordWriting(RecordFolder folder)
    {
        _folder = folder;
        _writing = Task.Run(WriteAsync);
    }

    public void Append(RunEvent happened) => _events.Writer.TryWrite(happened);

    /// <summary>Waits until the last event is on disk; returns what could not be written.</summary>
    public Task<IReadOnlyList<Problem>> CompleteAsync()
    {
        _events.Writer.TryComplete();
        return _writing;
    }

    private async Task<IReadOnlyList<Problem>> WriteAsync()
    {
        using var events = new AppendedLines(_folder, RecordLayout.EventsFile);
        using var resources = new AppendedLines(_folder, RecordLayout.ResourcesFile);
        using var machine = new AppendedLines(_folder, RecordLayout.MachineFile);
        AppendedLines[] files = [events, resources, machine];
        resources.Add(SampleRow.ComponentHeading);
        machine.Add(SampleRow.MachineHeading);
        while (await _events.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (_events.Reader.TryRead(out var happened))
                if (happened is ResourcesSampled component)
                    resources.Add(SampleRow.Of(component));
                else if (happened is MachineSampled sampled)
                    machine.Add(SampleRow.Of(sampled));
                else if (happened is not ComponentOutput)
                    events.Add(RunEventJson.Write(happened)!);

            foreach (var file in files)
                file.Flush();
        }

        foreach (var file in files)
            file.Sync();
        return [.. files.Select(file => file.Problem).OfType<Problem>()];
    }
}

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
