namespace Beacon.TestProgram;

/// <summary>What becomes of a chaotic component, all of it decided by its seed, so that somebody else can predict it.</summary>
/// <param name="End">How it ends.</param>
/// <param name="ExitCode">What it exits with, where it dies by itself and not of a signal; else null.</param>
/// <param name="Signal">What it dies of, where it does; else null.</param>
/// <param name="Descendant">Who it starts and leaves behind.</param>
/// <param name="OpeningLines">How many lines it prints at once.</param>
/// <param name="Chatters">Whether it goes on printing, now and then, until it ends.</param>
internal sealed record Fate(FateEnd End, int? ExitCode, string? Signal, FateDescendant Descendant, int OpeningLines, bool Chatters)
{
    private const int FloodLines = 50_000;

    private static readonly int[] ExitCodes = [0, 1, 3, 137, 255];
    private static readonly string[] Signals = ["SIGKILL", "SIGSEGV", "SIGABRT", "SIGTERM", "SIGHUP"];

    /// <summary>Whether it ends by itself.</summary>
    public bool Dies => End is FateEnd.DiesEarly or FateEnd.DiesLater;

    public static Fate Of(int seed)
    {
        var random = new Random(seed);
        FateEnd[] ends =
        [
            FateEnd.LastsUntilStopped,
            FateEnd.LastsUntilStopped,
            FateEnd.LastsUntilStopped,
            FateEnd.IgnoresStop,
            FateEnd.DiesEarly,
            FateEnd.DiesLater,
        ];
        var end = ends[random.Next(ends.Length)];
        var dies = end is FateEnd.DiesEarly or FateEnd.DiesLater;
        var bySignal = random.Next(2) == 0;
        var exitCode = ExitCodes[random.Next(ExitCodes.Length)];
        var signal = Signals[random.Next(Signals.Length)];
        var descendant = (FateDescendant)random.Next(Enum.GetValues<FateDescendant>().Length);
        var lines = random.Next(5) == 0 ? random.Next(FloodLines) : random.Next(50);
        return new Fate(end, dies && !bySignal ? exitCode : null, dies && bySignal ? signal : null, descendant, lines, random.Next(2) == 0);
    }
}

/// <summary>How a component ends.</summary>
internal enum FateEnd
{
    /// <summary>It exits with 0 when asked to stop.</summary>
    LastsUntilStopped,

    /// <summary>It has to be killed.</summary>
    IgnoresStop,

    /// <summary>It dies before it has said that it has settled.</summary>
    DiesEarly,

    /// <summary>It dies after it was told that it may.</summary>
    DiesLater,
}

/// <summary>Who a component starts; all of them hold its output and outlive it, unless somebody ends them.</summary>
internal enum FateDescendant
{
    /// <summary>Nobody.</summary>
    None,

    /// <summary>A child.</summary>
    Child,

    /// <summary>A child that ignores the signals that ask it to end.</summary>
    StubbornChild,

    /// <summary>A daemon, in a session of its own.</summary>
    Daemon,
}
