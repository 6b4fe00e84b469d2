using System.Runtime.InteropServices;

namespace Beacon.Processes.Linux.Native;

/// <summary>sigaction(2), pthread_sigmask(3): what this process has inherited of how signals are handled.</summary>
internal static unsafe partial class SignalState
{
    private const int SIGHUP = 1;
    private const int SIGPIPE = 13;
    private const int SIGCHLD = 17;
    private const int LastSignal = 64;
    private const nint SIG_DFL = 0;
    private const nint SIG_IGN = 1;
    private const int SIG_SETMASK = 2;

    // More than struct sigaction, whose first field is the handler, and more than sigset_t.
    private const int Room = 256;

    /// <summary>
    /// Restores the action of SIGCHLD if the parent ignored it: the kernel would reap the children of this process at once, and their exits
    /// would never be seen. Has to be called before .NET handles signals, which it does from the first use of a process or a terminal on.
    /// </summary>
    public static void RestoreChildSignal() => Restore(SIGCHLD);

    /// <summary>
    /// Restores the actions of all signals that the parent ignored, but not of SIGHUP, which nohup(1) ignores on purpose, and SIGPIPE,
    /// which .NET itself ignores. A shell's background job has SIGINT and SIGQUIT ignored. The same limits hold as for SIGCHLD.
    /// </summary>
    public static void RestoreAll()
    {
        for (var signal = 1; signal <= LastSignal; signal++)
            if (signal is not (SIGHUP or SIGPIPE))
                Restore(signal);
    }

    /// <summary>Unblocks all signals for the calling thread, and so for the threads and processes that it will make.</summary>
    public static void UnblockAll()
    {
        var none = stackalloc byte[Room];
        new Span<byte>(none, Room).Clear();
        _ = SigmaskNative(SIG_SETMASK, none, null);
    }

    private static void Restore(int signal)
    {
        var action = stackalloc byte[Room];
        if (SigactionNative(signal, null, action) == 0 && *(nint*)action == SIG_IGN)
            _ = SignalNative(signal, SIG_DFL);
    }

    [LibraryImport("libc", EntryPoint = "sigaction")]
    private static partial int SigactionNative(int signal, byte* action, byte* old);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SignalNative(int signal, nint action);

    [LibraryImport("libc", EntryPoint = "pthread_sigmask")]
    private static partial int SigmaskNative(int how, byte* set, byte* old);
}
