namespace Beacon.TestProgram;

/// <summary>A program for tests that behaves, or misbehaves, as its command line says.</summary>
internal static class Program
{
    private const int UsageError = 64;

    private static readonly Behaviour[] Behaviours =
    [
        new("print TEXT...", "prints each TEXT as a line", Printing.Print),
        new("stderr TEXT...", "prints each TEXT as a line on standard error", Printing.PrintError),
        new("invalid-utf8", "prints 'before', bytes that are not UTF-8, and 'after', on one line", Printing.InvalidUtf8),
        new("interleave LINES", "prints 'out N' on standard output and 'err N' on standard error, in turn", Printing.Interleave),
        new("long-line BYTES", "prints one line of that many bytes, without its line feed", Printing.LongLine),
        new("flood LINES", "prints numbered lines of exactly 100 bytes, in large writes", Printing.Flood),
        new("close-output", "closes standard output and standard error", Printing.CloseOutput),
        new("live", "prints 'MD=N Orders=M' about a hundred times a second until it ends", Counting.Live),
        new("statistics-now [SECONDS]", "prints the block of final statistics, after SECONDS", Counting.PrintFinalStatistics),
        new("statistics", "prints the block of final statistics on a stop signal", Counting.FinalStatisticsOnStop),
        new("exit CODE", "exits with CODE", Exiting.Exit),
        new("crash SIGNAL", "kills itself with SIGNAL (SIGSTOP: freezes)", Exiting.Crash),
        new("fail-first COUNT PATH CODE", "exits with CODE the first COUNT times; counts in the file PATH", Exiting.FailFirst),
        new("wait SECONDS", "waits SECONDS", Waiting.ForSeconds),
        new("wait-for-file PATH", "waits until PATH exists", Waiting.ForFile),
        new("touch PATH", "creates an empty file", Waiting.Touch),
        new("sleep [SIGNALS...]", "prints 'sleeping'; stops on SIGNALS (default: SIGTERM, SIGINT)", Stopping.Sleep),
        new("never-ready", "prints 'starting' and waits for a stop signal", Stopping.NeverReady),
        new("silent", "waits for a stop signal and prints nothing", Stopping.Silent),
        new("ignore [SIGNALS...]", "ignores SIGNALS (default: SIGTERM, SIGINT), prints 'ignoring', keeps running", Stopping.Ignore),
        new("on-stop BEHAVIOUR", "runs BEHAVIOUR with its arguments on a stop signal", Stopping.OnStop),
        new("die-while-stopping CODE", "exits with CODE on a stop signal", Stopping.Die),
        new("abort-while-stopping", "kills itself with SIGABRT on a stop signal", Stopping.Abort),
        new("listen PORT [ADDRESS]", "listens on TCP, prints 'listening', and 'connected' for every connection", Listening.Tcp),
        new("bind-udp PORT [ADDRESS]", "binds UDP and prints 'bound'", Listening.Udp),
        new("listen-deaf PORT", "accepts TCP connections without reading, prints 'accepted' for each", Listening.Deaf),
        new("flood-tcp PORT", "connects to a local port and sends as much as the peer accepts", Sending.FloodTcp),
        new("send-udp PORT COUNT", "sends that many datagrams of 1000 bytes to a local port, prints 'sent'", Sending.Datagrams),
        new("call PATH LINE", "connects to a unix socket, sends LINE, prints the first line of the answer", Sending.Call),
        new("http PORT STATUS [PATH STATUS]", "answers HTTP with STATUS, or the second once PATH exists; prints 'serving'", Listening.Http),
        new("listen-in-child PORT [ADDRESS]", "starts a child that listens, and keeps running beside it", ChildProcesses.ListenInChild),
        new("fork-daemon", "starts a daemon in its own session that holds the output open; prints 'daemon PID'", ChildProcesses.ForkDaemon),
        new("hold-pipe PATH", "starts a child that holds the output open until PATH exists; prints 'held by PID'", ChildProcesses.HoldPipe),
        new("new-session", "creates a new session: setsid(2)", ChildProcesses.NewSession),
        new(
            "chaos SEED FOLDER",
            "crashes, floods, forks, ignores signals or daemonises as SEED decides; writes receipts of its output to FOLDER",
            Chaos.Run
        ),
        new("args ARGUMENT...", "prints each argument in double quotes on a line; takes all further words", ProcessContext.PrintArguments),
        new("env NAME...", "prints each variable as 'NAME=value' or 'NAME is not set'", ProcessContext.PrintEnvironment),
        new(
            "lose-signals PROGRAM ARGUMENT...",
            "ignores and blocks all signals, then executes PROGRAM (a path) in its place; takes all further words",
            ProcessContext.ExecuteWithSignalsLost
        ),
        new("cwd", "prints the working directory", ProcessContext.PrintWorkingDirectory),
        new("fds", "prints each inherited descriptor as 'FD TARGET'", ProcessContext.PrintDescriptors),
        new("pgid", "prints 'pid=N ppid=N pgid=N sid=N'", ProcessContext.PrintIds),
        new("lose-first-thread", "ends its first thread; another prints 'working' again and again", Load.LoseFirstThread),
        new("spin", "uses one core until it is stopped", Load.Spin),
        new("burn SECONDS", "uses SECONDS of CPU time", Load.Burn),
        new("allocate MEBIBYTES", "allocates that much memory, prints 'allocated', keeps running", Load.Allocate),
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

    /// <summary>Runs one step: the name of a behaviour and its arguments.</summary>
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
        Output.Line("Exits with 0 after the last step; if a step keeps running, on a stop signal, after printing 'stopping'.");
        foreach (var behaviour in Behaviours)
            Output.Line($"  {behaviour.Usage, -32}{behaviour.Summary}");
    }
}
