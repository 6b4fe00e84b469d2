using System.Diagnostics;

namespace Beacon.TestProgram;

/// <summary>Behaviours that start child processes, which inherit the output.</summary>
internal static class ChildProcesses
{
    public static void ListenInChild(string[] args)
    {
        Stopping.Last();
        Start(["listen", .. args]);
    }

    public static void ForkDaemon(string[] args)
    {
        var daemon = Start(["new-session", "then", "sleep"]);
        while (Native.SessionOf(daemon) != daemon)
            Thread.Sleep(1);
        Output.Line($"daemon {daemon}");
    }

    public static void HoldPipe(string[] args)
    {
        var holder = Start(["wait-for-file", args[0], "then", "print", "released"]);
        Output.Line($"held by {holder}");
    }

    public static void NewSession(string[] args)
    {
        if (Native.NewSession() < 0)
            throw new InvalidOperationException("setsid(2) failed: it leads a process group");
    }

    /// <summary>Starts a process that holds the output open for ever; a small tool, so that many of them cost little.</summary>
    public static void Leave(ChaosChild child)
    {
        switch (child)
        {
            case ChaosChild.Child:
                Start("sleep", ["infinity"]);
                break;
            case ChaosChild.StubbornChild:
                Start("sh", ["-c", "trap '' TERM INT; exec sleep infinity"]);
                break;
            case ChaosChild.Daemon:
                Start("setsid", ["sleep", "infinity"]);
                break;
        }
    }

    private static int Start(string[] args) => Start(Environment.ProcessPath!, args);

    private static int Start(string program, string[] args)
    {
        using var child = Process.Start(new ProcessStartInfo(program, args) { UseShellExecute = false })!;
        return child.Id;
    }
}
