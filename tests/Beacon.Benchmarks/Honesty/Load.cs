using System.Globalization;

namespace Beacon.Benchmarks.Honesty;

/// <summary>How busy the machine was: the lines that <c>scripts/bench/honesty</c> has written each second.</summary>
internal static class Load
{
    /// <summary>Writes a row for each five minutes: the mean load, and the share of time in which something waited for a core.</summary>
    public static void Report(string file)
    {
        var lines = File.ReadLines(file)
            .Select(line => line.Split(' ').Select(field => double.Parse(field, CultureInfo.InvariantCulture)).ToArray())
            .ToList();
        Console.WriteLine($"{Path.GetFileNameWithoutExtension(file)}\n");
        HonestyTrial.Row("time", "load", "something waited for a core");
        HonestyTrial.Row("---", "---", "---");
        foreach (var minutes in lines.GroupBy(line => Math.Floor(line[0] / 300)))
        {
            var (first, last) = (minutes.First(), minutes.Last());
            var waited = (last[4] - first[4]) / (1e6 * (last[0] - first[0]));
            HonestyTrial.Row(
                DateTimeOffset.FromUnixTimeSeconds((long)first[0]).ToString("HH:mm", CultureInfo.InvariantCulture),
                minutes.Average(line => line[1]).ToString("0.0", CultureInfo.InvariantCulture),
                waited.ToString("0 %", CultureInfo.InvariantCulture)
            );
        }

        Console.WriteLine();
    }
}
