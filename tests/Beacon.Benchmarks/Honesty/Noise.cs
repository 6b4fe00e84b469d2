using System.Collections.Immutable;
using System.Globalization;
using Beacon.Records.Comparing;
using Beacon.Records.Events;

namespace Beacon.Benchmarks.Honesty;

/// <summary>How the values of each statistic vary over a series of runs of one program.</summary>
internal static class Noise
{
    /// <summary>
    /// Writes a row for each statistic: median, spread, range, outliers, how many different values there are, and the correlation of the
    /// ranks of a run and the next, which is near 0 where runs are independent.
    /// </summary>
    public static void Report(string title, ImmutableArray<RunResult> runs)
    {
        Console.WriteLine($"{title}\n");
        HonestyTrial.Row("statistic", "median", "spread", "least", "most", "outliers", "different", "correlation with the next run");
        HonestyTrial.Row("---", "---", "---", "---", "---", "---", "---", "---");
        var table = new SampleTable(runs);
        foreach (var key in table.Keys)
        {
            var values = table.Of(key);
            var sample = new Sample([.. values.Select(value => new RunValue(value.Run, value.Statistic.Value, value.Statistic.Text.Raw))]);
            HonestyTrial.Row(
                key.Path,
                $"{Text(sample.Median)} {values[0].Statistic.Unit}",
                $"{Text(100 * sample.Spread / Math.Abs(sample.Median))} %",
                Text(sample.Least),
                Text(sample.Most),
                sample.Values.Count(value => Math.Abs(value.Value - sample.Median) > 8 * sample.Spread),
                sample.Values.Select(value => value.Value).Distinct().Count(),
                Text(Correlation([.. sample.Values.Select(value => value.Value)]))
            );
        }

        Console.WriteLine();
    }

    private static double Correlation(double[] values)
    {
        var sorted = values.Order().ToArray();
        // Equal values have the mean of their ranks.
        double RankOf(double value) => (sorted.Count(other => other < value) + sorted.Count(other => other <= value) - values.Length) / 2.0;
        var ranks = values.Select(RankOf).ToArray();
        return ranks.Zip(ranks.Skip(1), (one, next) => one * next).Sum() / ranks.Sum(rank => rank * rank);
    }

    private static string Text(double value) => value.ToString("#,0.###", CultureInfo.InvariantCulture);
}
