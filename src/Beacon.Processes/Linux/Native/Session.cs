using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Beacon.Processes.Linux.Native;

/// <summary>setsid(2), dup2(2): what makes a daemon of a process.</summary>
internal static partial class Session
{
    /// <summary>Moves this process into a session of its own, without a terminal; nothing happens if it leads one already.</summary>
    public static void Begin() => _ = BeginNative();

    /// <summary>Makes a descriptor another name of a file.</summary>
    public static void Replace(int descriptor, SafeFileHandle file) => _ = DuplicateNative(file, descriptor);

    [LibraryImport("libc", EntryPoint = "setsid", SetLastError = true)]
    private static partial int BeginNative();

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int DuplicateNative(SafeFileHandle file, int descriptor);
}
