using System.Runtime.InteropServices;
using Beacon.Plans;

namespace Beacon.Processes.Linux.Native;

/// <summary>kill(2), getsid(2), getpgid(2).</summary>
internal static partial class Signals
{
    /// <summary>Signals every process of a process group; false: there is no such group.</summary>
    public static bool SendToGroup(int group, UnixSignal signal) => KillNative(-group, (int)signal) == 0;

    public static bool Send(int pid, UnixSignal signal) => KillNative(pid, (int)signal) == 0;

    /// <summary>
    /// Whether a stopped process can't react to a signal before it gets SIGCONT as well: to any but SIGKILL, SIGCONT itself and those that
    /// stop it.
    /// </summary>
    public static bool NeedsContinuing(UnixSignal signal) =>
        signal
            is not (
                UnixSignal.SIGKILL
                or UnixSignal.SIGCONT
                or UnixSignal.SIGSTOP
                or UnixSignal.SIGTSTP
                or UnixSignal.SIGTTIN
                or UnixSignal.SIGTTOU
            );

    public static int SessionOf(int pid) => GetSidNative(pid);

    public static int GroupOf(int pid) => GetGroupNative(pid);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int KillNative(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "getsid", SetLastError = true)]
    private static partial int GetSidNative(int pid);

    [LibraryImport("libc", EntryPoint = "getpgid", SetLastError = true)]
    private static partial int GetGroupNative(int pid);
}
