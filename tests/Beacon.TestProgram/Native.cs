using System.Globalization;
using System.Runtime.InteropServices;

namespace Beacon.TestProgram;

/// <summary>Calls into libc.</summary>
internal static partial class Native
{
    private const nint DefaultAction = 0;
    private const nint IgnoreAction = 1;
    private const int GetDescriptorFlags = 1;
    private const int CloseOnExec = 1;
    private const int CoreFileSize = 4;
    private const int BlockSignals = 0;

    private static readonly string[] SignalNames =
    [
        "",
        "HUP",
        "INT",
        "QUIT",
        "ILL",
        "TRAP",
        "ABRT",
        "BUS",
        "FPE",
        "KILL",
        "USR1",
        "SEGV",
        "USR2",
        "PIPE",
        "ALRM",
        "TERM",
        "STKFLT",
        "CHLD",
        "CONT",
        "STOP",
        "TSTP",
        "TTIN",
        "TTOU",
        "URG",
        "XCPU",
        "XFSZ",
        "VTALRM",
        "PROF",
        "WINCH",
        "IO",
        "PWR",
        "SYS",
    ];

    /// <summary>The number of a signal on Linux: by "SIGTERM", "TERM" or "15".</summary>
    public static int SignalNumber(string name)
    {
        if (int.TryParse(name, CultureInfo.InvariantCulture, out var number))
            return number;
        number = Array.IndexOf(SignalNames, name.StartsWith("SIG", StringComparison.Ordinal) ? name[3..] : name);
        return number > 0 ? number : throw new ArgumentException($"no signal '{name}'");
    }

    /// <summary>
    /// Restores the default action of crash signals, which the .NET runtime handles (it survives a SIGSEGV from another process), and
    /// disables core files.
    /// </summary>
    public static void DieOfSignals()
    {
        SetLimit(CoreFileSize, new Limit(0, 0));
        foreach (var name in (string[])["QUIT", "ILL", "ABRT", "BUS", "FPE", "SEGV"])
            SetAction(SignalNumber(name), DefaultAction);
    }

    /// <summary>Kills this process with a signal, even if the signal is handled or ignored.</summary>
    public static void Die(int signal)
    {
        SetAction(signal, DefaultAction);
        Kill(Environment.ProcessId, signal);
        Thread.Sleep(Timeout.Infinite);
    }

    public static void Ignore(int signal) => SetAction(signal, IgnoreAction);

    /// <summary>Ignores or blocks almost all signals, as a careless parent may, and executes a program in place of this one.</summary>
    public static void ExecuteWithSignalsLost(string[] command)
    {
        foreach (var name in SignalNames[1..])
            if (name is not ("KILL" or "STOP"))
                Ignore(SignalNumber(name));
        Span<byte> all = stackalloc byte[128];
        all.Fill(0xff);
        _ = ChangeMask(BlockSignals, all, default);
        string?[] words = [.. command, null];
        _ = Execute(command[0], words);
        throw new IOException($"could not execute {command[0]}");
    }

    public static bool IsKeptOnExec(int descriptor)
    {
        var flags = Control(descriptor, GetDescriptorFlags, 0);
        return flags >= 0 && (flags & CloseOnExec) == 0;
    }

    /// <summary>Exits immediately. No output is lost, since none is buffered.</summary>
    [LibraryImport("libc", EntryPoint = "_exit")]
    public static partial void Exit(int code);

    /// <summary>Ends the calling thread alone, as pthread_exit(3) does: exit(2), not exit_group(2).</summary>
    public static void ExitThread() => SystemCall(RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 60 : 93, 0);

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint SystemCall(nint number, nint argument);

    [LibraryImport("libc", EntryPoint = "write")]
    public static partial nint Write(int descriptor, ReadOnlySpan<byte> bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "setsid")]
    public static partial int NewSession();

    [LibraryImport("libc", EntryPoint = "getsid")]
    public static partial int SessionOf(int pid);

    [LibraryImport("libc", EntryPoint = "getpgid")]
    public static partial int GroupOf(int pid);

    [LibraryImport("libc", EntryPoint = "getppid")]
    public static partial int ParentId();

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetAction(int signal, nint action);

    [LibraryImport("libc", EntryPoint = "pthread_sigmask")]
    private static partial int ChangeMask(int how, ReadOnlySpan<byte> signals, Span<byte> old);

    [LibraryImport("libc", EntryPoint = "execv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string program, string?[] words);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command, int argument);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, in Limit limit);

    private readonly record struct Limit(nuint Soft, nuint Hard);
}
