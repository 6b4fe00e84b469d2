using System.Runtime.InteropServices;

namespace Beacon.Soak;

/// <summary>kill(2).</summary>
internal static partial class Signals
{
    private const int SIGKILL = 9;

    /// <summary>Kills a process, if it is there.</summary>
    public static void Kill(int pid) => _ = KillNative(pid, SIGKILL);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int KillNative(int pid, int signal);
}
