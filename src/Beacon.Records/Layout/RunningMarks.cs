using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Beacon.Records.Layout;

/// <summary>
/// Which runs are going on, and under whom: a file for each in <c>RESULTS/.running</c>, gone when the run's record is closed. One whose
/// supervisor does not live any more tells of a run that was cut short.
/// </summary>
public static partial class RunningMarks
{
    private const string FolderName = ".running";

    // The start of a process is told in clock ticks since the boot, so a clock that is adjusted shifts it a little.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    /// <summary>A process that supervises a run.</summary>
    internal sealed record Supervisor(int Pid, DateTimeOffset StartedAt)
    {
        public static Supervisor Of(Process process) => new(process.Id, new DateTimeOffset(process.StartTime.ToUniversalTime()));
    }

    /// <summary>This process supervises a run from now on.</summary>
    public static void Set(string results, string run)
    {
        using var self = Process.GetCurrentProcess();
        Directory.CreateDirectory(Path.Combine(results, FolderName));
        File.WriteAllText(FileOf(results, run), JsonSerializer.Serialize(Supervisor.Of(self), MarkJson.Default.Supervisor));
    }

    /// <summary>The run's record is closed.</summary>
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
            // Other runs go on.
        }
    }

    /// <summary>Whether a run goes on: its supervisor lives.</summary>
    public static bool IsRunning(string results, string run) => Read(FileOf(results, run)) is { } supervisor && IsAlive(supervisor);

    /// <summary>The runs that were cut short, each told once.</summary>
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
            // Being written, being removed, or not ours.
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

    // Generated: reflection would take a tenth of a start.
    [JsonSerializable(typeof(Supervisor))]
    private sealed partial class MarkJson : JsonSerializerContext;
}
