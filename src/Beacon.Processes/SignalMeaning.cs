using Beacon.Plans;

namespace Beacon.Processes;

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
