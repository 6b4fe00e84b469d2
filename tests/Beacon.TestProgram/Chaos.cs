using System.Globalization;

namespace Beacon.TestProgram;

/// <summary>A component that does what its seed says, and leaves a receipt for everything that it prints.</summary>
internal static class Chaos
{
    /// <summary>What it prints once all of its opening is done.</summary>
    public const string Settled = "settled";

    private const int LongestTextBytes = 200;
    private const int LongestPauseMilliseconds = 50;
    private const int LongestBurstLines = 20;
    private const int LongestReprieveMilliseconds = 300;

    /// <summary>The file that holds the receipt of a component with this seed.</summary>
    public static string ReceiptIn(string folder, int seed) => Path.Combine(folder, $"{seed}.receipt");

    /// <summary>The file whose coming lets those die who die later.</summary>
    public static string DoomIn(string folder) => Path.Combine(folder, "doom");

    public static void Run(string[] args)
    {
        var (seed, folder) = (int.Parse(args[0], CultureInfo.InvariantCulture), args[1]);
        var (fate, random) = (Fate.Of(seed), new Random(seed));
        var receipt = new Receipt(ReceiptIn(folder, seed));
        NumberedOutput[] outputs = [new(1, receipt), new(2, receipt)];

        if (fate.End == FateEnd.IgnoresStop)
            Stopping.IgnoreSilently();
        else
            Stopping.Silent([]);
        Descendants.Leave(fate.Descendant);
        outputs[0].Write(fate.OpeningLines, TextOf(random));
        outputs[1].Write(random.Next(LongestBurstLines), TextOf(random));
        if (fate.End == FateEnd.DiesEarly)
            Die(fate);

        outputs[0].Write(1, Settled);
        if (fate.Chatters)
            Background.Start(() => Chatter(outputs, new Random(seed)));
        if (fate.End != FateEnd.DiesLater)
            return;

        Waiting.ForFile([DoomIn(folder)]);
        Thread.Sleep(random.Next(LongestReprieveMilliseconds));
        Die(fate);
    }

    private static void Chatter(NumberedOutput[] outputs, Random random)
    {
        while (true)
        {
            outputs[random.Next(outputs.Length)].Write(random.Next(LongestBurstLines), TextOf(random));
            Thread.Sleep(random.Next(LongestPauseMilliseconds));
        }
    }

    private static void Die(Fate fate)
    {
        if (fate.Signal is { } signal)
            Native.Die(Native.SignalNumber(signal));
        else
            Native.Exit(fate.ExitCode!.Value);
    }

    private static string TextOf(Random random) => new('x', random.Next(1, LongestTextBytes));
}
