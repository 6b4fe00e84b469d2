using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Beacon.Processes.Linux.Native;

/// <summary>
/// sched_setaffinity(2) of threads; children inherit it from the thread that forks them. Setting it on a running process would reach its
/// main thread only.
/// </summary>
internal static unsafe partial class Affinity
{
    private const int MaskBytes = 128;

    private static readonly Lazy<byte[]> Original = new(() =>
    {
        var original = new byte[MaskBytes];
        fixed (byte* mask = original)
            _ = GetNative(0, MaskBytes, mask);
        return original;
    });

    /// <summary>The cores that this process was started with. Read for the first time before anything is pinned.</summary>
    public static ImmutableArray<int> OriginalCores =>
        [.. Enumerable.Range(0, MaskBytes * 8).Where(core => (Original.Value[core / 8] & (1 << (core % 8))) != 0)];

    /// <summary>Pins the calling thread, and threads and children that it makes from now on.</summary>
    /// <param name="cores">The cores, from 0; empty: those that this process was started with.</param>
    /// <exception cref="IOException">There are no such cores, or this user may not use them.</exception>
    public static void Set(ImmutableArray<int> cores) => Set(thread: 0, cores);

    /// <summary>Pins all threads of this process, and those that they make from now on.</summary>
    public static void SetAll(ImmutableArray<int> cores)
    {
        // A thread may be made meanwhile by one that was not pinned yet: repeat until no new thread is found.
        var pinned = new HashSet<int>();
        while (FileDescriptor.NumbersIn("/proc/self/task").FindAll(pinned.Add) is { Count: > 0 } threads)
            foreach (var thread in threads)
                Set(thread, cores);
    }

    private static void Set(int thread, ImmutableArray<int> cores)
    {
        // Also where it is not needed yet: once a thread is pinned, it can no longer be read there.
        var original = Original.Value;
        var mask = stackalloc byte[MaskBytes];
        if (cores.IsEmpty)
            original.CopyTo(new Span<byte>(mask, MaskBytes));
        else
            new Span<byte>(mask, MaskBytes).Clear();
        foreach (var core in cores)
            mask[core / 8] |= (byte)(1 << (core % 8));
        if (SetNative(thread, MaskBytes, mask) != 0 && Errno.Last != Errno.ESRCH)
            throw Errno.Exception($"pin to the cores {string.Join(", ", cores)}");
    }

    [LibraryImport("libc", EntryPoint = "sched_getaffinity", SetLastError = true)]
    private static partial int GetNative(int pid, nuint size, byte* mask);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static partial int SetNative(int pid, nuint size, byte* mask);
}
