using System.Globalization;

namespace Beacon.TestProgram;

/// <summary>The behaviour of a chaotic component: decided by its seed, with a receipt for all its output.</summary>
internal static class Chaos
{
    /// <summary>The line that it prints once it has settled.</summary>
    public const string Settled = "settled";

    private const int LongestTextBytes = 200;
    private const int LongestPauseMilliseconds = 50;
    private const int LongestBurstLines = 20;
    private const int LongestReprieveMilliseconds = 300;

    /// <summary>The path of the receipt of the component with this seed.</summary>
    public static string ReceiptIn(string folder, int seed) => Path.Combine(folder, $"{seed}.receipt");

    /// <summary>The file that lets the components exit that exit after they have settled.</summary>
    public static string DieFileIn(string folder) => Path.Combine(folder, "die");

    public static void Run(string[] args)
    {
        var (seed, folder) = (int.Parse(args[0], CultureInfo.InvariantCulture), args[1]);
        var (behaviour, random) = (ChaosBehaviour.Of(seed), new Random(seed));
        var receipt = new Receipt(ReceiptIn(folder, seed));
        NumberedOutput[] outputs = [new(1, receipt), new(2, receipt)];

        if (behaviour.End == ChaosEnd.IgnoresStop)
            Stopping.IgnoreSilently();
        else
            Stopping.Silent([]);
        ChildProcesses.Leave(behaviour.Child);
        outputs[0].Write(behaviour.OpeningLines, TextOf(random));
        outputs[1].Write(random.Next(LongestBurstLines), TextOf(random));
        if (behaviour.End == ChaosEnd.DiesEarly)
            Die(behaviour);

        outputs[0].Write(1, Settled);
        if (behaviour.Chatters)
            Background.Start(() => Chatter(outputs, new Random(seed)));
        if (behaviour.End != ChaosEnd.DiesLater)
            return;

        Waiting.ForFile([DieFileIn(folder)]);
        Thread.Sleep(random.Next(LongestReprieveMilliseconds));
        Die(behaviour);
    }

    private static void Chatter(NumberedOutput[] outputs, Random random)
    {
        while (true)
        {
            outputs[random.Next(outputs.Length)].Write(random.Next(LongestBurstLines), TextOf(random));
            Thread.Sleep(random.Next(LongestPauseMilliseconds));
        }
    }

    private static void Die(ChaosBehaviour behaviour)
    {
        if (behaviour.Signal is { } signal)
            Native.Die(Native.SignalNumber(signal));
        else
            Native.Exit(behaviour.ExitCode!.Value);
    }

    private static string TextOf(Random random) => new('x', random.Next(1, LongestTextBytes));
}
