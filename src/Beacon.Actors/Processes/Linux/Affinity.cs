using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Beacon.Actors.Processes.Linux;

/// <summary>
/// sched_setaffinity(2) of the calling thread, whose children inherit it: setting it on a process that runs already would reach its
/// main thread alone.
/// </summary>
internal sealed unsafe partial class Affinity
{
    private const int MaskBytes = 128;

    private readonly byte[] _original = new byte[MaskBytes];
    private ImmutableArray<int> _current = [];

    public Affinity()
    {
        fixed (byte* mask = _original) _ = GetNative(0, MaskBytes, mask);
    }

    /// <summary>Pins the calling thread, the same in each call.</summary>
    /// <param name="cores">The cores, from 0; empty: those that it had first.</param>
    /// <exception cref="IOException">There are no such cores, or they are not ours to use.</exception>
    public void Set(ImmutableArray<int> cores)
    {
        if (cores.SequenceEqual(_current)) return;
        var mask = stackalloc byte[MaskBytes];
        if (cores.IsEmpty) _original.CopyTo(new Span<byte>(mask, MaskBytes));
        else new Span<byte>(mask, MaskBytes).Clear();
        foreach (var core in cores) mask[core / 8] |= (byte)(1 << (core % 8));
        if (SetNative(0, MaskBytes, mask) != 0) throw Errno.Exception($"pin to the cores {string.Join(", ", cores)}");
        _current = cores;
    }

    [LibraryImport("libc", EntryPoint = "sched_getaffinity", SetLastError = true)]
    private static partial int GetNative(int pid, nuint size, byte* mask);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static partial int SetNative(int pid, nuint size, byte* mask);
}
