using System.Globalization;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.ControlGroups;

/// <summary>
/// The cgroup of one supervisor, which holds those of its components. It is locked (flock(2)) for as long as the supervisor lives: a lock
/// ends with its holder however that dies, also as process 1 of a container, whose id says nothing.
/// </summary>
internal sealed class OwnedCgroup : IDisposable
{
    private const string Prefix = "beacon-";
    private const int MostAttempts = 3;

    // Killed processes are gone within milliseconds; one in uninterruptible sleep may stay.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly int _lock;

    private OwnedCgroup(string folder, int descriptor) => (Folder, _lock) = (folder, descriptor);

    public string Folder { get; }

    /// <summary>Makes a cgroup below another; null: the kernel or its owner refuses.</summary>
    public static OwnedCgroup? TryMake(string parent)
    {
        // Another supervisor may take it for a forsaken one before it is locked.
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var unique = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8];
            var folder = Path.Combine(parent, $"{Prefix}{Environment.ProcessId}-{unique}");
            if (!FileDescriptor.MakeFolder(folder))
                return null;
            if (TryLock(folder) is { } descriptor)
                return new OwnedCgroup(folder, descriptor);
            Cgroup.Remove(folder);
        }

        return null;
    }

    /// <summary>
    /// Ends what supervisors that died together with their guardians have left in cgroups beside ours, and removes these.
    /// </summary>
    /// <returns>The processes that were killed, described.</returns>
    public static List<string> EndForsaken(string parent)
    {
        var killed = new List<string>();
        foreach (var folder in Directory.EnumerateDirectories(parent, $"{Prefix}*"))
        {
            // Not the one that a supervisor moves into itself (Cgroups).
            if (!char.IsAsciiDigit(Path.GetFileName(folder)[Prefix.Length..].FirstOrDefault()))
                continue;
            if (TryLock(folder) is not { } descriptor)
                continue;
            var cgroup = new Cgroup(folder);
            killed.AddRange(cgroup.Members().Select(ProcFs.Describe));
            for (var waited = TimeSpan.Zero; cgroup.Members() is { Count: > 0 } members && waited < Patience; waited += Pause)
            {
                cgroup.Kill();
                members.ForEach(pid => Signals.Send(pid, Plans.UnixSignal.SIGKILL));
                Thread.Sleep(Pause);
            }

            cgroup.Remove();
            FileDescriptor.Close(descriptor);
        }

        return killed;
    }

    public void Dispose()
    {
        Cgroup.Remove(Folder);
        FileDescriptor.Close(_lock);
    }

    private static int? TryLock(string folder)
    {
        var descriptor = FileDescriptor.OpenForReading(folder);
        if (descriptor < 0)
            return null;
        if (Flock.TryTake(descriptor))
            return descriptor;
        FileDescriptor.Close(descriptor);
        return null;
    }
}
