using System.Globalization;

namespace Beacon.TestProgram;

/// <summary>Behaviours that print live counters and final statistics.</summary>
internal static class Counting
{
    private static readonly TimeSpan LiveInterval = TimeSpan.FromMilliseconds(10);

    public static void Live(string[] args)
    {
        Stopping.Last();
        Background.Start(() =>
        {
            for (var count = 1; ; count++)
            {
                Output.Line($"MD={count} Orders={count / 10}");
                Thread.Sleep(LiveInterval);
            }
        });
    }

    public static void PrintFinalStatistics(string[] args)
    {
        if (args is [var seconds])
            Thread.Sleep(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
        Output.Line(
            """
            ============================================================
                                 FINAL STATISTICS
            ============================================================
            Market Data Received: 97,252
            Orders Sent: 128
            Fills Received: 128 / 128

            Tick-to-Trade
            ------------------------------------------------------------
              Samples: 128
              Mean: 4.621 μs
              p99: 9.75 μs

            Link
            ------------------------------------------------------------
              Load: 93 %
              Throughput: 1.2 GB/s
            ============================================================
            """
        );
    }

    public static void FinalStatisticsOnStop(string[] args) => Stopping.Do(() => PrintFinalStatistics([]));
}
