using System.Runtime.InteropServices;

namespace Beacon.Processes.Linux.Native;

/// <summary>geteuid(2): the user as whom this process opens files.</summary>
internal static partial class UserId
{
    public const uint Root = 0;

    public static uint Effective { get; } = EffectiveNative();

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveNative();
}
