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
    /// <summary>The folder of the marks, and of the sockets, in the results folder.</summary>
    public const string FolderName = ".running";

    /// <summary>What the name of a living run's socket adds to its id.</summary>
    public const string SocketSuffix = ".sock";

    /// <summary>What the name of a run's mark adds to its id.</summary>
    public const string MarkSuffix = ".json";

    // The kernel reports the start of a process in ticks since boot, so that adjusting the wall clock shifts it slightly.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    /// <summary>A process that supervises a run.</summary>
    internal sealed record Supervisor(int Pid, DateTimeOffset StartedAt)
    {
        public static Supervisor Of(Process process) => new(process.Id, new DateTimeOffset(process.StartTime.ToUniversalTime()));
    }

    /// <summary>Marks a run as supervised by this process.</summary>
    internal static void Set(RecordFolder folder, string run)
    {
        using var self = Process.GetCurrentProcess();
        EnsurePrivateFolder(folder);
        folder.Delete(NameOf(run));
        using var file = folder.CreateNew(NameOf(run), bufferBytes: 0);
        file.Write(JsonSerializer.SerializeToUtf8Bytes(Supervisor.Of(self), MarkJson.Default.Supervisor));
    }

    // For this user alone, whatever the results folder is: who may enter it may control what runs.
    private static void EnsurePrivateFolder(RecordFolder folder)
    {
        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        using var marks = folder.CreateFolder(FolderName, Private) ?? folder.OpenFolder(FolderName);
        if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(marks.OpenPath) != Private)
            File.SetUnixFileMode(marks.OpenPath, Private);
    }

    /// <summary>Removes the mark of a run whose record is closed.</summary>
    internal static void Clear(RecordFolder folder, string run)
    {
        if (!folder.Exists(NameOf(run)))
            return;
        folder.Delete(NameOf(run));

        // Unless other runs are still running.
        folder.TryDeleteEmptyFolder(FolderName);
    }

    /// <summary>Whether a run is still running: its supervisor is alive.</summary>
    internal static bool IsRunning(string results, string run)
    {
        try
        {
            using var folder = RecordFolder.Open(results);
            return IsRunning(folder, run);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <inheritdoc cref="IsRunning(string, string)"/>
    internal static bool IsRunning(RecordFolder folder, string run) => Read(folder, NameOf(run)) is { } supervisor && IsAlive(supervisor);

    /// <summary>Returns the runs that were cut short, with their supervisors, and removes their marks.</summary>
    /// <param name="results">The results folder.</param>
    /// <exception cref="IOException">The marks can't be read or removed.</exception>
    /// <exception cref="UnauthorizedAccessException">The marks may not be read or removed.</exception>
    public static IReadOnlyList<(string Run, int SupervisorPid)> TakeStale(string results)
    {
        var stale = new List<(string, int)>();
        using var folder = RecordFolder.OpenGuarded(results);
        foreach (var run in RunsIn(folder))
        {
            if (Read(folder, NameOf(run)) is not { } supervisor || IsAlive(supervisor))
                continue;
            stale.Add((run, supervisor.Pid));
            folder.Delete($"{FolderName}/{run}{SocketSuffix}");
            Clear(folder, run);
        }

        return stale;
    }

    /// <summary>The runs that are running: their supervisors are alive. The earliest first.</summary>
    /// <param name="results">The results folder; one that does not exist has none.</param>
    /// <exception cref="IOException">The marks can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The marks may not be read.</exception>
    public static IReadOnlyList<string> Living(string results)
    {
        if (!Directory.Exists(results))
            return [];
        using var folder = RecordFolder.Open(results);
        return [.. RunsIn(folder).Where(run => IsRunning(folder, run))];
    }

    /// <summary>The latest run that a process supervises; null: none.</summary>
    /// <param name="results">The results folder; one that does not exist has none.</param>
    /// <param name="pid">The process id of the supervisor.</param>
    /// <exception cref="IOException">The marks can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The marks may not be read.</exception>
    public static string? LivingOf(string results, int pid)
    {
        if (!Directory.Exists(results))
            return null;
        using var folder = RecordFolder.Open(results);
        return RunsIn(folder)
            .LastOrDefault(run => Read(folder, NameOf(run)) is { } supervisor && supervisor.Pid == pid && IsAlive(supervisor));
    }

    // A file of another name is not a mark.
    private static IEnumerable<string> RunsIn(RecordFolder folder)
    {
        try
        {
            return
            [
                .. folder
                    .List(FolderName)
                    .Where(name => name.EndsWith(MarkSuffix, StringComparison.Ordinal))
                    .Select(name => Path.GetFileNameWithoutExtension(name))
                    .Where(run => RecordLayout.PlanNameIn(run) is not null),
            ];
        }
        catch (FileNotFoundException)
        {
            return [];
        }
    }

    private static string NameOf(string run) => $"{FolderName}/{run}{MarkSuffix}";

    private static Supervisor? Read(RecordFolder folder, string name)
    {
        try
        {
            using var file = folder.OpenRead(name);
            return JsonSerializer.Deserialize(file, MarkJson.Default.Supervisor);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
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
            return (Supervisor.Of(process).StartedAt - supervisor.StartedAt).Duration() < ClockTolerance && !IsZombie(supervisor.Pid);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    // A process that was killed keeps its id and its start until its parent has waited for it (proc(5), state Z).
    private static bool IsZombie(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat.AsSpan(stat.LastIndexOf(')') + 1).TrimStart() is ['Z' or 'X', ..];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Source-generated: reflection would take a tenth of the time of a start.
    [JsonSerializable(typeof(Supervisor))]
    private sealed partial class MarkJson : JsonSerializerContext;
}
