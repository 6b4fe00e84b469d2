using System.Runtime.InteropServices;

namespace Beacon.Processes.Linux.Native;

/// <summary>
/// flock(2): a lock on an open file or folder, among those who ask for one. It ends with its holder however that dies.
/// </summary>
internal static partial class Flock
{
    private const int LOCK_EX_NB = 2 | 4;

    /// <summary>Takes the lock until the descriptor is closed; false: somebody else has it.</summary>
    public static bool TryTake(int descriptor) => FlockNative(descriptor, LOCK_EX_NB) == 0;

    [LibraryImport("libc", EntryPoint = "flock")]
    private static partial int FlockNative(int descriptor, int operation);
}
