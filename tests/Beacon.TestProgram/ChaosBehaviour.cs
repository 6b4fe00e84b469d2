namespace Beacon.TestProgram;

/// <summary>The behaviour of a chaotic component, decided by its seed, so that the soak can predict it.</summary>
/// <param name="End">How the component ends.</param>
/// <param name="ExitCode">The exit code, if it exits by itself; else null.</param>
/// <param name="Signal">The signal that it raises to crash; null: it does not crash.</param>
/// <param name="Child">The child process that it leaves behind.</param>
/// <param name="OpeningLines">The number of lines that it prints when it starts.</param>
/// <param name="Chatters">Whether it prints now and then until it ends.</param>
internal sealed record ChaosBehaviour(ChaosEnd End, int? ExitCode, string? Signal, ChaosChild Child, int OpeningLines, bool Chatters)
{
    private const int FloodLines = 50_000;

    private static readonly int[] ExitCodes = [0, 1, 3, 137, 255];
    private static readonly string[] Signals = ["SIGKILL", "SIGSEGV", "SIGABRT", "SIGTERM", "SIGHUP"];

    /// <summary>Whether it exits or crashes by itself.</summary>
    public bool Dies => End is ChaosEnd.DiesEarly or ChaosEnd.DiesLater;

    public static ChaosBehaviour Of(int seed)
    {
        var random = new Random(seed);
        ChaosEnd[] ends =
        [
            ChaosEnd.LastsUntilStopped,
            ChaosEnd.LastsUntilStopped,
            ChaosEnd.LastsUntilStopped,
            ChaosEnd.IgnoresStop,
            ChaosEnd.DiesEarly,
            ChaosEnd.DiesLater,
        ];
        var end = ends[random.Next(ends.Length)];
        var dies = end is ChaosEnd.DiesEarly or ChaosEnd.DiesLater;
        var bySignal = random.Next(2) == 0;
        var exitCode = ExitCodes[random.Next(ExitCodes.Length)];
        var signal = Signals[random.Next(Signals.Length)];
        var child = (ChaosChild)random.Next(Enum.GetValues<ChaosChild>().Length);
        var lines = random.Next(5) == 0 ? random.Next(FloodLines) : random.Next(50);
        return new ChaosBehaviour(
            end,
            dies && !bySignal ? exitCode : null,
            dies && bySignal ? signal : null,
            child,
            lines,
            random.Next(2) == 0
        );
    }
}

/// <summary>How a chaotic component ends.</summary>
internal enum ChaosEnd
{
    /// <summary>Exits with 0 on its stop signal.</summary>
    LastsUntilStopped,

    /// <summary>Ignores its stop signal and must be killed.</summary>
    IgnoresStop,

    /// <summary>Exits or crashes before it has settled.</summary>
    DiesEarly,

    /// <summary>Exits or crashes after it has settled, when the soak allows it.</summary>
    DiesLater,
}

/// <summary>The child process of a chaotic component. It holds the output open and outlives the component unless it is killed.</summary>
internal enum ChaosChild
{
    /// <summary>No child.</summary>
    None,

    /// <summary>A plain child.</summary>
    Child,

    /// <summary>A child that ignores SIGTERM and SIGINT.</summary>
    StubbornChild,

    /// <summary>A daemon, in a session of its own.</summary>
    Daemon,
}
