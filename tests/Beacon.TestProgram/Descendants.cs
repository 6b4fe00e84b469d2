using System.Diagnostics;

namespace Beacon.TestProgram;

/// <summary>Processes that it starts, which inherit its output.</summary>
internal static class Descendants
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

    /// <summary>Starts somebody who holds the output for ever: a plain tool, of which many cost little.</summary>
    public static void Leave(FateDescendant descendant)
    {
        switch (descendant)
        {
            case FateDescendant.Child:
                Start("sleep", ["infinity"]);
                break;
            case FateDescendant.StubbornChild:
                Start("sh", ["-c", "trap '' TERM INT; exec sleep infinity"]);
                break;
            case FateDescendant.Daemon:
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
