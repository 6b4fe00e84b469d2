using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Beacon.Records.Layout;

/// <summary>
/// Marks running runs: each has a file in <c>RESULTS/.running</c> with its supervisor, which is deleted when the record is closed. A file
/// whose supervisor is dead belongs to a run that was cut short.
/// </summary>
public static partial class RunningMarks
{
    private const string FolderName = ".running";

    // The kernel reports the start of a process in ticks since boot, so that adjusting the wall clock shifts it slightly.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    /// <summary>A process that supervises a run.</summary>
    internal sealed record Supervisor(int Pid, DateTimeOffset StartedAt)
    {
        public static Supervisor Of(Process process) => new(process.Id, new DateTimeOffset(process.StartTime.ToUniversalTime()));
    }

    /// <summary>Marks a run as supervised by this process.</summary>
    public static void Set(string results, string run)
    {
        using var self = Process.GetCurrentProcess();
        Directory.CreateDirectory(Path.Combine(results, FolderName));
        File.WriteAllText(FileOf(results, run), JsonSerializer.Serialize(Supervisor.Of(self), MarkJson.Default.Supervisor));
    }

    /// <summary>Removes the mark of a run whose record is closed.</summary>
    public static void Clear(string results, string run)
    {
        if (!Directory.Exists(Path.Combine(results, FolderName)))
            return;
        File.Delete(FileOf(results, run));
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
    public static bool IsRunning(string results, string run) => Read(FileOf(results, run)) is { } supervisor && IsAlive(supervisor);

    /// <summary>Returns the runs that were cut short and removes their marks.</summary>
    public static IReadOnlyList<(string Run, int SupervisorPid)> TakeStale(string results)
    {
        var folder = Path.Combine(results, FolderName);
        if (!Directory.Exists(folder))
            return [];

        var stale = new List<(string, int)>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.json"))
        {
            if (Read(file) is not { } supervisor || IsAlive(supervisor))
                continue;
            var run = Path.GetFileNameWithoutExtension(file);
            stale.Add((run, supervisor.Pid));
            Clear(results, run);
        }

        return stale;
    }

    private static string FileOf(string results, string run) => Path.Combine(results, FolderName, $"{run}.json");

    private static Supervisor? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(file), MarkJson.Default.Supervisor);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            // The file is being written, was just deleted, or may not be read.
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
