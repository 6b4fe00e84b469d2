using System.Collections.Concurrent;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Launching;

/// <summary>
/// A pipe on which beacon-launcher reports why it could not execute a program. It opens the pipe only then, as <c>/proc/SUPERVISOR/fd/N</c>
/// (proc(5)), so that no program inherits a descriptor for it.
/// </summary>
internal sealed unsafe class LaunchFailures : IDisposable
{
    private const int MessageBytes = 3 * sizeof(int);

    // In the order of enum stage in beacon-launcher.c.
    private static readonly string[] Stages =
    [
        "no session could be made for it",
        "its life could not be tied to the supervisor's",
        "its limit of open files could not be set",
        "its nice value could not be set",
        "it could not join its cgroup",
        "its terminal could not be opened",
        "its working directory could not be entered",
        "",
    ];

    private readonly int _read;
    private readonly ConcurrentDictionary<int, string> _reasons = new();

    public LaunchFailures() => (_read, Descriptor) = FileDescriptor.Pipe();

    /// <summary>The write end of the pipe.</summary>
    public int Descriptor { get; }

    /// <summary>Why a process that has exited did not execute its program; null: it did, or nothing was reported.</summary>
    public string? Take(int pid)
    {
        var message = stackalloc int[3];
        while (FileDescriptor.Read(_read, (byte*)message, MessageBytes) == MessageBytes)
            _reasons[message[0]] = Reason(message[1], message[2]);
        return _reasons.TryRemove(pid, out var reason) ? reason : null;
    }

    /// <summary>The reason for the user, with what to look at if the plain meaning of errno misleads.</summary>
    public static string Describe(string reason) =>
        reason == Errno.Message(Errno.ENOENT)
            ? $"{reason}: the file, or the interpreter that its first line or its ELF header names, does not exist"
            : reason;

    public void Dispose()
    {
        FileDescriptor.Close(_read);
        FileDescriptor.Close(Descriptor);
    }

    private static string Reason(int stage, int errno)
    {
        var meaning = Errno.Message(errno);
        var what = stage >= 0 && stage < Stages.Length ? Stages[stage] : "";
        return what.Length == 0 ? Describe(meaning) : $"{what}: {meaning}";
    }
}
