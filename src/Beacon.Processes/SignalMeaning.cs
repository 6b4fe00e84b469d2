using Beacon.Plans;

namespace Beacon.Processes;

/// <summary>What it means that a signal has ended a process (signal(7)), as far as there is more to say than its name does.</summary>
internal static class SignalMeaning
{
    private const int ShellBase = 128;

    /// <summary>For a sentence; null: the name says it.</summary>
    public static string? Of(UnixSignal signal) =>
        signal switch
        {
            UnixSignal.SIGSEGV => "it used memory that is not its own",
            UnixSignal.SIGBUS => "it used memory that can't be reached, as in a file that was cut short",
            UnixSignal.SIGABRT => "it aborted itself, as after a failed assertion or an uncaught exception",
            UnixSignal.SIGFPE => "wrong arithmetic, such as a division by zero",
            UnixSignal.SIGILL => "an instruction that this processor does not have",
            UnixSignal.SIGTRAP => "a breakpoint or a built-in trap",
            UnixSignal.SIGSYS => "a system call that is forbidden to it",
            UnixSignal.SIGPIPE => "it wrote to somebody who no longer reads",
            UnixSignal.SIGXCPU => "its limit of CPU time is used up",
            UnixSignal.SIGXFSZ => "its limit of file size is reached",
            UnixSignal.SIGKILL or UnixSignal.SIGTERM or UnixSignal.SIGINT or UnixSignal.SIGHUP or UnixSignal.SIGQUIT =>
                "sent by somebody outside of the run",
            _ => null,
        };

    /// <summary>What an exit code means by the convention of shells; null: nothing.</summary>
    public static string? OfExitCode(int code) =>
        code switch
        {
            126 => "a shell's word for a program that can't be executed",
            127 => "a shell's word for a program that was not found",
            > ShellBase when Enum.IsDefined((UnixSignal)(code - ShellBase)) => $"a shell's word for {(UnixSignal)(code - ShellBase)}",
            _ => null,
        };
}
