using System.Runtime.InteropServices;

namespace Beacon.Soak;

/// <summary>kill(2).</summary>
internal static partial class Signals
{
    private const int SIGKILL = 9;

    /// <summary>Sends SIGKILL to a process, if it exists.</summary>
    public static void Kill(int pid) => _ = KillNative(pid, SIGKILL);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int KillNative(int pid, int signal);
}
