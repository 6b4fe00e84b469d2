using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Beacon.Processes.Files;

namespace Beacon.Records.Layout;

/// <summary>
/// Marks running runs: each has a file in <c>RESULTS/.running</c> with its supervisor, which is deleted when the record is closed. A file
/// whose supervisor is dead belongs to a run that was cut short.
/// </summary>
public static partial class RunningMarks
{
    private const string FolderName = ".running";
    private const string Suffix = ".json";

    // The kernel reports the start of a process in ticks since boot, so that adjusting the wall clock shifts it slightly.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    /// <summary>A process that supervises a run.</summary>
    internal sealed record Supervisor(int Pid, DateTimeOffset StartedAt)
    {
        public static Supervisor Of(Process process) => new(process.Id, new DateTimeOffset(process.StartTime.ToUniversalTime()));
    }

    /// <summary>Marks a run as supervised by this process.</summary>
    internal static void Set(string results, string run)
    {
        using var self = Process.GetCurrentProcess();
        using var folder = RecordFolder.Open(results);
        folder.EnsureFolder(FolderName);
        folder.Delete(NameOf(run));
        using var file = folder.CreateNew(NameOf(run), bufferBytes: 0);
        file.Write(JsonSerializer.SerializeToUtf8Bytes(Supervisor.Of(self), MarkJson.Default.Supervisor));
    }

    /// <summary>Removes the mark of a run whose record is closed.</summary>
    internal static void Clear(string results, string run)
    {
        if (!Directory.Exists(Path.Combine(results, FolderName)))
            return;
        using (var folder = RecordFolder.Open(results))
            folder.Delete(NameOf(run));
        try
        {
            Directory.Delete(Path.Combine(results, FolderName));
        }
        catch (IOException)
        {
            // Other runs are still running.
        }
    }

    /// <summary>Whether a run is still running: its supervisor is alive.</summary>
    internal static bool IsRunning(string results, string run) => Read(results, NameOf(run)) is { } supervisor && IsAlive(supervisor);

    /// <summary>Returns the runs that were cut short, with their supervisors, and removes their marks.</summary>
    /// <param name="results">The results folder.</param>
    /// <exception cref="IOException">The marks can't be read or removed.</exception>
    /// <exception cref="UnauthorizedAccessException">The marks may not be read or removed.</exception>
    public static IReadOnlyList<(string Run, int SupervisorPid)> TakeStale(string results)
    {
        if (!Directory.Exists(Path.Combine(results, FolderName)))
            return [];

        var stale = new List<(string, int)>();
        using var folder = RecordFolder.Open(results);
        foreach (var name in folder.List(FolderName).Where(name => name.EndsWith(Suffix, StringComparison.Ordinal)))
        {
            if (Read(results, name) is not { } supervisor || IsAlive(supervisor))
                continue;
            var run = Path.GetFileNameWithoutExtension(name);
            stale.Add((run, supervisor.Pid));
            Clear(results, run);
        }

        return stale;
    }

    private static string NameOf(string run) => $"{FolderName}/{run}{Suffix}";

    private static Supervisor? Read(string results, string name)
    {
        try
        {
            using var folder = RecordFolder.Open(results);
            using var file = folder.OpenRead(name);
            return JsonSerializer.Deserialize(file, MarkJson.Default.Supervisor);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            // The file is being written, was just deleted, may not be read, or is no regular file.
            return null;
        }
    }

    private static bool IsAlive(Supervisor supervisor)
    {
        try
        {
            using var process = Process.GetProcessById(supervisor.Pid);
            return (Supervisor.Of(process).StartedAt - supervisor.StartedAt).Duration() < ClockTolerance;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    // Source-generated: reflection would take a tenth of the time of a start.
    [JsonSerializable(typeof(Supervisor))]
    private sealed partial class MarkJson : JsonSerializerContext;
}
