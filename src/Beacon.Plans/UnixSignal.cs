namespace Beacon.Plans;

/// <summary>The signals that a process can be sent, by their numbers on Linux for x86 and ARM (signal(7)).</summary>
public enum UnixSignal
{
    /// <summary>Hangup.</summary>
    SIGHUP = 1,

    /// <summary>Interrupt from the keyboard.</summary>
    SIGINT = 2,

    /// <summary>Quit from the keyboard.</summary>
    SIGQUIT = 3,

    /// <summary>Illegal instruction.</summary>
    SIGILL = 4,

    /// <summary>Trace or breakpoint trap.</summary>
    SIGTRAP = 5,

    /// <summary>Abort, from abort(3).</summary>
    SIGABRT = 6,

    /// <summary>Bus error.</summary>
    SIGBUS = 7,

    /// <summary>Erroneous arithmetic operation.</summary>
    SIGFPE = 8,

    /// <summary>Kill; can't be caught.</summary>
    SIGKILL = 9,

    /// <summary>User-defined signal 1.</summary>
    SIGUSR1 = 10,

    /// <summary>Invalid memory reference.</summary>
    SIGSEGV = 11,

    /// <summary>User-defined signal 2.</summary>
    SIGUSR2 = 12,

    /// <summary>Write to a pipe without readers.</summary>
    SIGPIPE = 13,

    /// <summary>Timer, from alarm(2).</summary>
    SIGALRM = 14,

    /// <summary>Termination.</summary>
    SIGTERM = 15,

    /// <summary>Stack fault on a coprocessor (unused).</summary>
    SIGSTKFLT = 16,

    /// <summary>A child stopped or ended.</summary>
    SIGCHLD = 17,

    /// <summary>Continue if stopped.</summary>
    SIGCONT = 18,

    /// <summary>Stop; can't be caught.</summary>
    SIGSTOP = 19,

    /// <summary>Stop typed at the terminal.</summary>
    SIGTSTP = 20,

    /// <summary>Terminal input for a background process.</summary>
    SIGTTIN = 21,

    /// <summary>Terminal output for a background process.</summary>
    SIGTTOU = 22,

    /// <summary>Urgent condition on a socket.</summary>
    SIGURG = 23,

    /// <summary>CPU time limit exceeded.</summary>
    SIGXCPU = 24,

    /// <summary>File size limit exceeded.</summary>
    SIGXFSZ = 25,

    /// <summary>Virtual alarm clock.</summary>
    SIGVTALRM = 26,

    /// <summary>Profiling timer expired.</summary>
    SIGPROF = 27,

    /// <summary>Window size changed.</summary>
    SIGWINCH = 28,

    /// <summary>Input or output now possible.</summary>
    SIGIO = 29,

    /// <summary>Power failure.</summary>
    SIGPWR = 30,

    /// <summary>Bad system call.</summary>
    SIGSYS = 31,
}
