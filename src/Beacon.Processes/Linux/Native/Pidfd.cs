using System.Runtime.InteropServices;
using Beacon.Plans;

namespace Beacon.Processes.Linux.Native;

/// <summary>
/// pidfd_open(2), and how a process has ended, before it is reaped (waitid(2)) or after (PIDFD_GET_INFO of ioctl_pidfd(2)).
/// </summary>
internal static unsafe partial class Pidfd
{
    private const int SYS_pidfd_open = 434;
    private const int P_PIDFD = 3;
    private const int WEXITED_WNOHANG_WNOWAIT = 4 | 1 | 0x1000000;
    private const int CLD_EXITED = 1;
    private const int CLD_DUMPED = 3;
    private const int CodeOffset = 8;
    private const int PidOffset = 16;
    private const int StatusOffset = 24;
    private const int SectorBytes = 512;
    private const int POLLIN = 1;
    private static readonly int SYS_waitid = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 247 : 95;
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

    /// <summary>
    /// How a process has ended, and what it has used in all, with the children that it waited for; null: it was reaped already. Leaves it
    /// to be reaped (waitid(2) with WNOWAIT and the rusage that only the system call has; getrusage(2)).
    /// </summary>
    public static (ExitStatus Status, ResourceUsage Usage)? ReadEnd(int pidfd)
    {
        var information = stackalloc byte[128];
        var usage = stackalloc long[18];
        if (
            WaitNative(SYS_waitid, P_PIDFD, pidfd, information, WEXITED_WNOHANG_WNOWAIT, usage) != 0
            || *(int*)(information + PidOffset) == 0
        )
            return null;

        // siginfo_t: the code distinguishes an exit from a signal, the status is the exit code or the signal.
        var (code, status) = (*(int*)(information + CodeOffset), *(int*)(information + StatusOffset));

        // struct rusage: utime, stime in seconds and microseconds; 8 minflt, 9 majflt, 11 inblock, 12 oublock in sectors, 16 nvcsw, 17
        // nivcsw. Its maxrss is left out: a process made by vfork(2) begins with that of its parent.
        var used = new ResourceUsage(TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3]), 0, 0, 0)
        {
            MinorFaults = usage[8],
            MajorFaults = usage[9],
            ReadBytes = usage[11] * SectorBytes,
            WrittenBytes = usage[12] * SectorBytes,
            VoluntarySwitches = usage[16],
            InvoluntarySwitches = usage[17],
        };
        return (code == CLD_EXITED ? ExitStatus.Exited(status) : new ExitStatus(null, (UnixSignal)status, code == CLD_DUMPED), used);
    }

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SyscallNative(nint number, nint pid, nint flags);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint WaitNative(nint number, nint kind, nint fd, byte* information, nint options, long* usage);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int PollNative(int* descriptors, nuint count, int timeout);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int IoctlNative(int fd, nuint request, byte* argument);
}
