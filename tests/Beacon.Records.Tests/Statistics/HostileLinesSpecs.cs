using System.Text;
using Beacon.Plans;
using Beacon.Records.Statistics;

namespace Beacon.Records.Tests.Statistics;

/// <summary>Lines that made a reader quadratic or worse: the time to read them must grow with their length only.</summary>
[Collection(AloneCollection.Name)]
public sealed class HostileLinesSpecs
{
    // CPU time: far above what a linear reader needs, far below what a quadratic one needs.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);
    private const int Length = 60_000;

    public static TheoryData<StatisticsFormat, string> Lines() =>
        new()
        {
            { StatisticsFormat.KeyValue, $"a = 1, b ={Blanks(Length / 2)}x{Blanks(Length / 2 - 20)}]]" },
            { StatisticsFormat.KeyValue, $"{new string('a', Length)} = 1" },
            { StatisticsFormat.KeyValue, $"{Repeated("ab ", Length)}= 1" },
            { StatisticsFormat.KeyValue, $"x ={Blanks(Length)}= 1" },
            { StatisticsFormat.KeyValue, Repeated("a=\"\\", Length) },
            { StatisticsFormat.KeyValue, Repeated("a=\"\\\" ", Length) },
            { StatisticsFormat.KeyValue, $"a{Blanks(Length)}=" },
            { StatisticsFormat.KeyValue, $"a=1{Repeated(" (", Length)}" },
            { StatisticsFormat.KeyValue, Repeated("a = [b = ", Length) },
            { StatisticsFormat.Prometheus, $"a{Blanks(Length)}x" },
            { StatisticsFormat.Prometheus, $"a{{{Repeated("b=\"c\", ", Length)}" },
            { StatisticsFormat.Prometheus, $"a{{{Repeated("b=\"\\\"", Length)}" },
            { StatisticsFormat.Prometheus, $"a {new string('1', Length)}x" },
            { StatisticsFormat.Prometheus, $"a 1{Blanks(Length)}1{Blanks(100)}x" },
            { StatisticsFormat.Prometheus, $"a{Repeated("_a", Length)} 1" },
            { StatisticsFormat.Block, $"a{Blanks(Length)}b: 1" },
            { StatisticsFormat.Block, $"a{Repeated(". ", Length)}b: 1" },
            { StatisticsFormat.Block, $"x {new string('-', Length)}<" },
            { StatisticsFormat.Block, $"a: 1{Blanks(Length)}x" },
            { StatisticsFormat.Block, $"a{Repeated("- ", Length)}" },
        };

    [Theory]
    [InlineData("format = regex, patterns = [\"(a+)+(?<n>[0-9]+)$\"]", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")]
    [InlineData("format = regex, patterns = [\"(?<n>(.*)*)x$\"]", "ab")]
    [InlineData("format = k6", "a: avg=1 min=1 ")]
    [InlineData("format = wrk", "  Latency 1us 1us 1us ")]
    [InlineData("format = csv", "\"\"\"a,")]
    [InlineData("format = csv, csv { columns = [a, b] }", "\"\"\"a\n")]
    [InlineData("format = csv, csv { columns = [a, b] }", "\"a\n")]
    public void A_hostile_line_is_read_by_any_pattern_and_row_in_a_time_that_grows_with_its_length_only(string section, string part)
    {
        var used = Environment.CpuUsage.TotalTime;
        ReadOutput.By(section, string.Concat(Enumerable.Repeat($"{Repeated(part, Length)}\n", 10)));
        Assert.InRange(Environment.CpuUsage.TotalTime - used, TimeSpan.Zero, Bound);
    }

    [Theory, MemberData(nameof(Lines))]
    public void A_line_is_read_in_a_time_that_grows_with_its_length_only(StatisticsFormat format, string line)
    {
        var used = Environment.CpuUsage.TotalTime;
        Read(format, string.Concat(Enumerable.Repeat($"{line}\n", 10)));
        Assert.InRange(Environment.CpuUsage.TotalTime - used, TimeSpan.Zero, Bound);
    }

    [Fact]
    public void A_JSON_object_that_is_mostly_blank_is_read_in_a_time_that_grows_with_its_length_only()
    {
        var text = new StringBuilder("{\n");
        for (var line = 0; line < 20; line++)
            text.Append(Blanks(Length)).Append('\n');
        var used = Environment.CpuUsage.TotalTime;
        Read(StatisticsFormat.Json, text.Append(" x\n}\n").ToString());
        Assert.InRange(Environment.CpuUsage.TotalTime - used, TimeSpan.Zero, Bound);
    }

    [Fact]
    public void A_JSON_object_of_many_numbers_is_read_in_a_time_that_grows_with_its_length_only()
    {
        var text = new StringBuilder("{\n");
        for (var line = 0; line < 200_000; line++)
            text.Append($" \"n{line}\": {line},\n");
        var used = Environment.CpuUsage.TotalTime;
        Read(StatisticsFormat.Json, text.Append(" \"z\": 1\n}\n").ToString());
        Assert.InRange(Environment.CpuUsage.TotalTime - used, TimeSpan.Zero, 2 * Bound);
    }

    private static string Blanks(int count) => new(' ', count);

    private static string Repeated(string part, int length) => string.Concat(Enumerable.Repeat(part, length / part.Length));

    private static void Read(StatisticsFormat format, string output)
    {
        var log = Path.GetTempFileName();
        try
        {
            File.WriteAllText(log, $"STATISTICS\n{output}");
            FinalStatistics.Read("program", new StatisticsSpec { Format = format, From = "STATISTICS" }, LogFiles.At(log), null);
        }
        finally
        {
            File.Delete(log);
        }
    }
}
