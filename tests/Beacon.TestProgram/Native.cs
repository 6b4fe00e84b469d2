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

    public static bool IsKeptOnExec(int descriptor)
    {
        var flags = Control(descriptor, GetDescriptorFlags, 0);
        return flags >= 0 && (flags & CloseOnExec) == 0;
    }

    /// <summary>Exits immediately. No output is lost, since none is buffered.</summary>
    [LibraryImport("libc", EntryPoint = "_exit")]
    public static partial void Exit(int code);

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

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command, int argument);

    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, in Limit limit);

    private readonly record struct Limit(nuint Soft, nuint Hard);
}
