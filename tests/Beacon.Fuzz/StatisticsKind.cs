using System.Text;
using Beacon.Plans;
using Beacon.Processes.Capturing;
using Beacon.Processes.Files;
using Beacon.Records.Statistics;

namespace Beacon.Fuzz;

/// <summary>Logs with final statistics of each format.</summary>
internal static class StatisticsKind
{
    private const string LogName = "statistics.log";

    private static readonly string[] Tokens =
    [
        .. "FINAL STATISTICS END : = [ ] { } ( ) , ; \" \\\" \\ | │".Split(' '),
        .. "┌ └ ─ --- === ... … · # NaN Infinity -inf 1,234 4.6us 93% 1.2.3 12:30:01 12,34".Split(' '),
        .. "INFO name id value unit level=info # TYPE x summary x{a=\"b\"}".Split(' '),
        .. "x_count x_sum _bytes _seconds (usec) [ms] per of ± \\u00b5s \e[31m \e]0;".Split(' '),
        " ",
        "  ",
        "\n",
        "\r",
        "\t",
        "\e[0m",
        "\0",
        "\u00A0",
        "a = 1, b = 2",
    ];

    public static FuzzKind Create(string repository, string folder)
    {
        var golden = Path.Combine(repository, "tests", "Beacon.Records.Tests", "Statistics", "Golden");
        List<byte[]> corpus = [.. Directory.EnumerateFiles(golden, "*", SearchOption.AllDirectories).Select(File.ReadAllBytes)];
        corpus.AddRange(
            new[]
            {
                "FINAL STATISTICS\nOrders:\n  Sent: 12,345\n  p99: 4.6 us\n",
                "FINAL STATISTICS\nlevel=info a=1 lat.p99=4.6us rate=\"1.2 MB/s\"\nclat (usec): min=3, max = 22 [x]\n",
                "FINAL STATISTICS\n{\"a\": 1, \"b\": {\"c\": NaN, \"unit\": \"ms\"}, \"jobs\": [{\"name\": \"x\", \"value\": 2}]}\n",
                "FINAL STATISTICS\n# TYPE d histogram\nd_bucket{le=\"+Inf\"} 4 1395066363000 # {t=\"x\"} 1\nd_sum 5.5e-3\n",
            }.Select(Encoding.UTF8.GetBytes)
        );
        return new FuzzKind("statistics", corpus, Tokens, input => Take(folder, input));
    }

    private static void Take(string folder, byte[] input)
    {
        File.WriteAllBytes(Path.Combine(folder, LogName), input);
        using var record = RecordFolder.Open(folder);
        using var log = LogParts.Open(record, LogName);
        foreach (var format in Enum.GetValues<StatisticsFormat>())
        {
            var spec = new StatisticsSpec
            {
                Format = format,
                From = "FINAL STATISTICS",
                Live = ["(?<n>[0-9.]+) *(?:us|ms)"],
            };
            FinalStatistics.Read("a", spec, log, null, ProgramEnd.Broken);
            var live = new LiveCounters("a", spec);
            foreach (var line in Encoding.UTF8.GetString(input).Split('\n').Take(20))
                live.Read(line[..Math.Min(4096, line.Length)]);
        }
    }
}
