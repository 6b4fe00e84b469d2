using Beacon.Plans;

namespace Beacon.Processes;

/// <summary>How a process ended: with an exit code or by a signal, one of which is null (wait(2)).</summary>
/// <param name="Code">The exit code, 0 to 255; null: a signal ended it.</param>
/// <param name="Signal">The signal that ended it; null: it exited.</param>
/// <param name="CoreDumped">Whether the kernel wrote a core dump.</param>
/// <param name="Inferred">
/// True: the kernel did not say; the signal is inferred from an exit code of 128 + n after that signal was sent. With the code 255: nothing
/// at all is known, because other code of this process has reaped it, on a kernel older than 6.15.
/// </param>
/// <param name="OutOfMemory">Whether SIGKILL came from the kernel because it was out of memory.</param>
public sealed record ExitStatus(int? Code, UnixSignal? Signal, bool CoreDumped = false, bool Inferred = false, bool OutOfMemory = false)
{
    /// <summary>The limit (<c>limits.memory</c>) in bytes for which it was killed; null: it was not killed for one.</summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>It exited with a code.</summary>
    /// <param name="code">0 to 255.</param>
    public static ExitStatus Exited(int code) => new(code, null);

    /// <summary>A signal ended it.</summary>
    /// <param name="signal">The signal.</param>
    public static ExitStatus Signalled(UnixSignal signal) => new(null, signal);

    /// <summary>For a sentence: <c>exited with code 3</c>, <c>was ended by SIGSEGV (core dumped)</c>.</summary>
    public override string ToString() =>
        Signal is null ? $"exited with code {Code}" : $"was ended by {Signal}{(CoreDumped ? " (core dumped)" : "")}";

    /// <summary>The same with what it means: <c>was ended by SIGSEGV (segmentation fault; core dumped)</c>.</summary>
    public string Explain()
    {
        var meaning =
            MemoryLimitBytes is { } limit
                ? $"out of memory: it needed more than its limits.memory of {Sizes.Format(limit)}, and the kernel killed it"
            : OutOfMemory ? "the kernel was out of memory and killed at that time"
            : Signal is { } signal ? SignalMeaning.Of(signal)
            : SignalMeaning.OfExitCode(Code ?? 0);
        if (meaning is null)
            return ToString();
        return Signal is null
            ? $"exited with code {Code} ({meaning})"
            : $"was ended by {Signal} ({meaning}{(CoreDumped ? "; core dumped" : "")})";
    }
}

/// <summary>What it means that a signal has ended a process (signal(7)), where that says more than its name.</summary>
internal static class SignalMeaning
{
    private const int ShellBase = 128;

    /// <summary>The meaning of a signal, to be put into parentheses; null: its name says it all.</summary>
    public static string? Of(UnixSignal signal) =>
        signal switch
        {
            UnixSignal.SIGSEGV => "segmentation fault",
            UnixSignal.SIGBUS => "bus error: memory that can't be reached, as in a truncated file",
            UnixSignal.SIGABRT => "abort, as after a failed assertion or an uncaught exception",
            UnixSignal.SIGFPE => "arithmetic error, such as a division by zero",
            UnixSignal.SIGILL => "illegal instruction for this processor",
            UnixSignal.SIGTRAP => "breakpoint or built-in trap",
            UnixSignal.SIGSYS => "forbidden system call",
            UnixSignal.SIGPIPE => "it wrote to a pipe or socket without a reader",
            UnixSignal.SIGXCPU => "CPU time limit exceeded",
            UnixSignal.SIGXFSZ => "file size limit exceeded",
            UnixSignal.SIGKILL or UnixSignal.SIGTERM or UnixSignal.SIGINT or UnixSignal.SIGHUP or UnixSignal.SIGQUIT =>
                "sent from outside of the run",
            _ => null,
        };

    /// <summary>The meaning of an exit code by the convention of shells; null: it has none.</summary>
    public static string? OfExitCode(int code) =>
        code switch
        {
            126 => "the shell's code for a program that can't be executed",
            127 => "the shell's code for a program that was not found",
            > ShellBase when Enum.IsDefined((UnixSignal)(code - ShellBase)) => $"the shell's code for {(UnixSignal)(code - ShellBase)}",
            _ => null,
        };
}
