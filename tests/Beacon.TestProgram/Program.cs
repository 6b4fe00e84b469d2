namespace Beacon.TestProgram;

/// <summary>A child that misbehaves on demand: every behaviour by its name.</summary>
internal static class Program
{
    private const int UsageError = 64;

    private static readonly Behaviour[] Behaviours =
    [
        new("print TEXT...", "prints each TEXT as a line", Printing.Print),
        new("stderr TEXT...", "the same on standard error", Printing.PrintError),
        new("invalid-utf8", "prints 'before', bytes that are no UTF-8, and 'after', on one line", Printing.InvalidUtf8),
        new("interleave LINES", "prints 'out N' and 'err N' in turn, on the stream named", Printing.Interleave),
        new("long-line BYTES", "prints one line of that many bytes, its end not counted", Printing.LongLine),
        new("flood LINES", "prints numbered lines of exactly 100 bytes, in large writes", Printing.Flood),
        new("close-output", "closes standard output and standard error", Printing.CloseOutput),
        new("live", "prints 'MD=N Orders=M' about a hundred times a second until it ends", Counting.Live),
        new("statistics-now [SECONDS]", "prints the block of final statistics, after that long", Counting.PrintFinalStatistics),
        new("statistics", "prints the block when asked to stop", Counting.FinalStatisticsOnStop),
        new("exit CODE", "ends with that code", Ending.Exit),
        new("crash SIGNAL", "dies of that signal (SIGSTOP: freezes)", Ending.Crash),
        new("fail-first COUNT PATH CODE", "ends with CODE the first COUNT times; PATH counts", Ending.FailFirst),
        new("wait SECONDS", "waits that long", Waiting.ForSeconds),
        new("wait-for-file PATH", "waits until PATH exists", Waiting.ForFile),
        new("touch PATH", "makes an empty file", Waiting.Touch),
        new("sleep [SIGNALS...]", "prints 'sleeping'; is asked to stop by these (SIGTERM, SIGINT)", Stopping.Sleep),
        new("never-ready", "prints 'starting' and gets no further until asked to stop", Stopping.NeverReady),
        new("silent", "runs until asked to stop and never says a word", Stopping.Silent),
        new("ignore [SIGNALS...]", "ignores these (SIGTERM, SIGINT), prints 'ignoring', lives on", Stopping.Ignore),
        new("on-stop BEHAVIOUR", "does that, with its arguments, when asked to stop", Stopping.OnStop),
        new("die-while-stopping CODE", "ends with CODE when asked to stop", Stopping.Die),
        new("abort-while-stopping", "dies of SIGABRT when asked to stop", Stopping.Abort),
        new("listen PORT [ADDRESS]", "listens on TCP, prints 'listening', and 'connected' for every connection", Listening.Tcp),
        new("bind-udp PORT [ADDRESS]", "binds UDP and prints 'bound'", Listening.Udp),
        new("listen-deaf PORT", "accepts TCP connections, reads nothing of them, and prints 'accepted' for each", Listening.Deaf),
        new("flood-tcp PORT", "connects to a local port and sends as much as is taken", Sending.FloodTcp),
        new("send-udp PORT COUNT", "sends that many datagrams of 1000 bytes to a local port, prints 'sent'", Sending.Datagrams),
        new("http PORT STATUS [PATH STATUS]", "answers HTTP with STATUS, or the second once PATH exists; prints 'serving'", Listening.Http),
        new("listen-in-child PORT [ADDRESS]", "starts a child that listens, and lives on beside it", Descendants.ListenInChild),
        new("fork-daemon", "leaves a daemon that holds the output, in a session of its own; prints 'daemon PID'", Descendants.ForkDaemon),
        new("hold-pipe PATH", "leaves a child that holds the output until PATH exists; prints 'held by PID'", Descendants.HoldPipe),
        new("new-session", "leaves its session: setsid(2)", Descendants.NewSession),
        new(
            "chaos SEED FOLDER",
            "crashes, floods, forks, ignores signals or daemonises as SEED says; keeps a receipt of its output in FOLDER",
            Chaos.Run
        ),
        new("args ARGUMENT...", "prints each argument in double quotes on a line; takes all the rest", Surroundings.PrintArguments),
        new("env NAME...", "prints each variable as 'NAME=value' or 'NAME is not set'", Surroundings.PrintEnvironment),
        new("cwd", "prints the working directory", Surroundings.PrintWorkingDirectory),
        new("fds", "prints what it has inherited as 'FD TARGET', a line each", Surroundings.PrintDescriptors),
        new("pgid", "prints 'pid=N ppid=N pgid=N sid=N'", Surroundings.PrintIds),
        new("spin", "burns one core until it ends", Burdens.Spin),
        new("burn SECONDS", "takes that much CPU time", Burdens.Burn),
        new("allocate MEBIBYTES", "holds that much memory, prints 'allocated', lives on", Burdens.Allocate),
    ];

    private static int Main(string[] args)
    {
        if (args is [] or ["--help"])
        {
            PrintHelp();
            return args is [] ? UsageError : 0;
        }

        Native.DieOfSignals();
        try
        {
            foreach (var step in Script.Steps(args))
                Run(step);
        }
        catch (Exception exception)
        {
            var isUsage = exception is ArgumentException or FormatException or OverflowException or IndexOutOfRangeException;
            var reason = exception is IndexOutOfRangeException ? "an argument is missing; --help lists them" : exception.Message;
            Output.ErrorLine($"testprogram {string.Join(' ', args)}: {reason}");
            return isUsage ? UsageError : 1;
        }

        Stopping.AwaitIfLasting();
        return 0;
    }

    /// <summary>Does one step: a behaviour's name and its arguments.</summary>
    public static void Run(string[] step)
    {
        if (step.Length == 0)
            throw new ArgumentException("a behaviour is missing");
        var behaviour =
            Array.Find(Behaviours, behaviour => behaviour.Name == step[0])
            ?? throw new ArgumentException($"no behaviour '{step[0]}'; --help lists them");
        behaviour.Run(step[1..]);
    }

    private static void PrintHelp()
    {
        Output.Line("usage: testprogram BEHAVIOUR [ARGUMENT...] [then BEHAVIOUR [ARGUMENT...]]...");
        Output.Line("Ends with 0 after the last step, unless a step lasts: then when asked to stop, having printed 'stopping'.");
        foreach (var behaviour in Behaviours)
            Output.Line($"  {behaviour.Usage, -32}{behaviour.Summary}");
    }
}
