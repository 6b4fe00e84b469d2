using System.Runtime.InteropServices;
using Beacon.Plans;

namespace Beacon.Processes.Linux.Native;

/// <summary>
/// pidfd_open(2), and how a process that was reaped had ended (PIDFD_GET_INFO of ioctl_pidfd(2)).
/// </summary>
internal static unsafe partial class Pidfd
{
    private const int SYS_pidfd_open = 434;
    private const int POLLIN = 1;
    private const ulong PIDFD_INFO_EXIT = 1 << 3;

    // _IOWR(0xFF, 11, struct pidfd_info), for the first published size of the structure.
    private const uint PIDFD_GET_INFO = 0xC0000000 | InfoSize << 16 | 0xFF << 8 | 11;
    private const uint InfoSize = 64;
    private const int ExitCodeOffset = 60;

    /// <summary>A descriptor that is readable once the process has ended; -1: it has ended and was reaped.</summary>
    public static int Open(int pid) => (int)SyscallNative(SYS_pidfd_open, pid, 0);

    /// <summary>Whether the process has ended, or ends within a time.</summary>
    public static bool HasEnded(int pidfd, int milliseconds = 0)
    {
        // struct pollfd { int fd; short events; short revents; }
        var poll = stackalloc int[2] { pidfd, POLLIN };
        return PollNative(poll, 1, milliseconds) > 0;
    }

    /// <summary>How a process that was reaped had ended; null: this kernel does not say (before Linux 6.15).</summary>
    public static ExitStatus? ReadReaped(int pidfd)
    {
        var info = stackalloc byte[(int)InfoSize];
        new Span<byte>(info, (int)InfoSize).Clear();
        *(ulong*)info = PIDFD_INFO_EXIT;
        if (IoctlNative(pidfd, PIDFD_GET_INFO, info) != 0 || (*(ulong*)info & PIDFD_INFO_EXIT) == 0)
            return null;

        // The layout of wait(2): the signal in the low seven bits, then the core flag, then the exit code.
        var status = *(int*)(info + ExitCodeOffset);
        var signal = status & 0x7F;
        return signal == 0 ? ExitStatus.Exited((status >> 8) & 0xFF) : new ExitStatus(null, (UnixSignal)signal, (status & 0x80) != 0);
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SyscallNative(nint number, nint pid, nint flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int PollNative(int* descriptors, nuint count, int timeout);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int IoctlNative(int fd, nuint request, byte* argument);
}
