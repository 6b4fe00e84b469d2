using System.Runtime.InteropServices;
using Beacon.Plans;
using Microsoft.Win32.SafeHandles;

namespace Beacon.Processes.Linux.Native;

/// <summary>
/// posix_spawn(3), waitid(2): a child that .NET does not know. .NET reaps the children that it has started itself, at SIGCHLD and on a
/// thread of its own; what the kernel has counted for them is lost to any other reader who comes later.
/// </summary>
internal sealed unsafe partial class ChildProcess : IDisposable
{
    private const int P_PID = 1;
    private const int WEXITED = 4;
    private const int CLD_EXITED = 1;
    private const int CLD_DUMPED = 3;
    private const int CodeOffset = 8;
    private const int StatusOffset = 24;
    private const int SectorBytes = 512;
    private static readonly int SYS_waitid = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 247 : 95;

    private const short POSIX_SPAWN_SETSIGDEF = 4;

    // More than posix_spawn_file_actions_t, posix_spawnattr_t and sigset_t of any C library.
    private const int Room = 512;

    private readonly Lazy<ChildEnd?> _end;

    private ChildProcess(int pid, SafeFileHandle input, SafeFileHandle output, SafeFileHandle error)
    {
        (Pid, Input, Output, Error) = (pid, input, output, error);
        _end = new Lazy<ChildEnd?>(() => Reap(pid));
    }

    public int Pid { get; }

    /// <summary>Our end of the pipe that is its standard input.</summary>
    public SafeFileHandle Input { get; }

    /// <summary>Our end of the pipe that is its standard output.</summary>
    public SafeFileHandle Output { get; }

    /// <summary>Our end of the pipe that is its standard error.</summary>
    public SafeFileHandle Error { get; }

    /// <summary>Starts it, with a pipe for each of its three streams.</summary>
    /// <param name="words">Its command, which begins with the path of the file to execute.</param>
    /// <param name="environment">Its whole environment, each as NAME=VALUE.</param>
    /// <exception cref="IOException">There is no room for another process, or the file can't be executed.</exception>
    public static ChildProcess Start(IReadOnlyList<string> words, IEnumerable<string> environment)
    {
        var ((itsInput, input), (output, itsOutput), (error, itsError)) = (Pipe(), Pipe(), Pipe());
        using (itsInput)
        using (itsOutput)
        using (itsError)
        {
            var actions = stackalloc byte[Room];
            _ = InitializeActionsNative(actions);
            SafeFileHandle[] streams = [itsInput, itsOutput, itsError];
            for (var stream = 0; stream < streams.Length; stream++)
                _ = AddDuplicateNative(actions, (int)streams[stream].DangerousGetHandle(), stream);

            // The default action of every signal; without a word, the C library has the child ignore those that it uses itself.
            var attributes = stackalloc byte[Room];
            var signals = stackalloc byte[Room];
            new Span<byte>(signals, Room).Fill(0xFF);
            _ = InitializeAttributesNative(attributes);
            _ = SetDefaultSignalsNative(attributes, signals);
            _ = SetFlagsNative(attributes, POSIX_SPAWN_SETSIGDEF);

            var errno = SpawnNative(out var pid, words[0], actions, attributes, [.. words, null], [.. environment, null]);
            _ = DestroyActionsNative(actions);
            _ = DestroyAttributesNative(attributes);
            if (errno == 0)
                return new ChildProcess(pid, input, output, error);

            input.Dispose();
            output.Dispose();
            error.Dispose();
            throw new IOException($"{words[0]} can't be executed: {Errno.Message(errno)}");
        }
    }

    /// <summary>
    /// Waits until it has ended, and reaps it the first time. Null: other code of this process has waited for all children, whoever made
    /// them, and was faster.
    /// </summary>
    public ChildEnd? WaitForEnd() => _end.Value;

    public void Dispose()
    {
        Input.Dispose();
        Output.Dispose();
        Error.Dispose();
    }

    private static (SafeFileHandle Read, SafeFileHandle Write) Pipe()
    {
        var (read, write) = FileDescriptor.BlockingPipe();
        return (new SafeFileHandle(read, ownsHandle: true), new SafeFileHandle(write, ownsHandle: true));
    }

    // The rusage is what only the system call has, not the function of the C library.
    private static ChildEnd? Reap(int pid)
    {
        var information = stackalloc byte[128];
        var usage = stackalloc long[18];
        while (WaitNative(SYS_waitid, P_PID, pid, information, WEXITED, usage) != 0)
            if (Errno.Last != Errno.EINTR)
                return null;

        // siginfo_t: the code distinguishes an exit from a signal, the status is the exit code or the signal.
        var (code, status) = (*(int*)(information + CodeOffset), *(int*)(information + StatusOffset));
        return new ChildEnd(
            code == CLD_EXITED ? ExitStatus.Exited(status) : new ExitStatus(null, (UnixSignal)status, code == CLD_DUMPED),
            UsageIn(usage)
        );
    }

    // struct rusage: utime, stime in seconds and microseconds; 8 minflt, 9 majflt, 11 inblock, 12 oublock in sectors, 16 nvcsw, 17 nivcsw.
    // Its maxrss is left out: a process made by vfork(2) begins with that of its parent.
    private static ResourceUsage UsageIn(long* usage) =>
        new(TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3]), 0, 0, 0)
        {
            MinorFaults = usage[8],
            MajorFaults = usage[9],
            ReadBytes = usage[11] * SectorBytes,
            WrittenBytes = usage[12] * SectorBytes,
            VoluntarySwitches = usage[16],
            InvoluntarySwitches = usage[17],
        };

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SpawnNative(
        out int pid,
        string path,
        byte* actions,
        byte* attributes,
        string?[] arguments,
        string?[] environment
    );

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int InitializeActionsNative(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static partial int AddDuplicateNative(byte* actions, int fd, int target);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int DestroyActionsNative(byte* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_init")]
    private static partial int InitializeAttributesNative(byte* attributes);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setsigdefault")]
    private static partial int SetDefaultSignalsNative(byte* attributes, byte* signals);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_setflags")]
    private static partial int SetFlagsNative(byte* attributes, short flags);

    [LibraryImport("libc", EntryPoint = "posix_spawnattr_destroy")]
    private static partial int DestroyAttributesNative(byte* attributes);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint WaitNative(nint number, nint kind, nint pid, byte* information, nint options, long* usage);
}

/// <summary>How a child has ended, and what it and the children that it waited for have used in all (getrusage(2)).</summary>
internal sealed record ChildEnd(ExitStatus Status, ResourceUsage Usage);
