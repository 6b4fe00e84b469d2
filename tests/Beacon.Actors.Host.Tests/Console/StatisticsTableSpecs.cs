using System.Collections.Immutable;
using System.Globalization;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Records.Statistics;

namespace Beacon.Actors.Host.Tests.Console;

public class StatisticsTableSpecs
{
    private static readonly (string, string)[] Components = [("engine", "The Engine"), ("algo", "The Algorithm"), ("feed", "Feed")];

    private static readonly ImmutableArray<Statistic> Latencies =
    [
        Of("algo", "Tick-to-Trade", "Samples", "1,094"),
        Of("algo", "Tick-to-Trade", "Min", "7.719 µs"),
        Of("algo", "Tick-to-Trade", "P50", "33.119 µs"),
        Of("algo", "Tick-to-Trade", "P99", "165.4 µs"),
        Of("algo", "Tick-to-Trade", "P99.9", "402.1 µs"),
        Of("algo", "Tick-to-Trade", "Max", "4,145 µs"),
    ];

    [Fact]
    public void The_percentiles_of_a_group_are_one_row()
    {
        Assert.Contains(
            "Tick-to-Trade  n 1,094 · p50 33.1 · p99 165 · p99.9 402 · max 4,145 µs",
            Text(Latencies, 110),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Min", Text(Latencies, 110), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("latency_p50", "latency_p99", "latency_max", "latency")]
    [InlineData("Latency 50%", "Latency 99%", "Latency Max", "Latency")]
    [InlineData("median latency", "99th percentile latency", "max latency", "latency")]
    [InlineData("p50_latency_us", "p99_latency_us", "max_latency_us", "latency_us")]
    public void Percentiles_without_a_heading_are_found_by_their_names(string median, string tail, string max, string name)
    {
        var text = Text([Of("algo", "", median, "1.5 ms"), Of("algo", "", tail, "2.5 ms"), Of("algo", "", max, "9 ms")], 110);
        Assert.Contains($"{name}  p50 1.50 · p99 2.50 · max 9.00 ms", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_with_different_units_keep_their_own()
    {
        var text = Text([Of("algo", "Wait", "p50", "980 µs"), Of("algo", "Wait", "p99", "1.2 ms"), Of("algo", "Wait", "max", "3 s")], 110);
        Assert.Contains("Wait  p50 980 µs · p99 1.2 ms · max 3 s", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_maximum_without_percentiles_is_an_ordinary_value()
    {
        var text = Text([Of("algo", "Queue", "Max", "7"), Of("algo", "Queue", "Min", "1"), Of("algo", "Queue", "Mean", "3")], 110);
        Assert.Matches("Max +7", text);
    }

    [Fact]
    public void Components_are_side_by_side_where_there_is_room_and_below_each_other_where_there_is_none()
    {
        ImmutableArray<Statistic> counts = [Of("engine", "", "Orders", "5"), Of("algo", "", "Fills", "4"), Of("feed", "", "Sent", "9")];
        Assert.Contains("The Engine     The Algorithm    Feed", Text(counts, 60), StringComparison.Ordinal);
        Assert.Contains("The Engine\n", Text(counts, 20), StringComparison.Ordinal);
    }

    [Fact]
    public void Zeros_are_only_named_unless_all_is_wanted()
    {
        ImmutableArray<Statistic> values = [Of("engine", "", "Orders", "5"), Of("engine", "", "Gaps", "0"), Of("engine", "", "Lost", "0")];
        Assert.Contains("zero in The Engine: Gaps, Lost", Text([.. values, Of("algo", "", "Fills", "4")], 80), StringComparison.Ordinal);
        Assert.Matches("Gaps +0", Text(values, 80, StatisticsDetail.Full));
        Assert.Equal("", Text(values, 80, StatisticsDetail.None));
    }

    [Fact]
    public void With_all_values_percentiles_are_printed_as_they_are()
    {
        Assert.Matches(@"P99\.9 +402\.1 µs", Text(Latencies, 80, StatisticsDetail.Full));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(110)]
    [InlineData(200)]
    public void Nothing_is_wider_than_the_screen_or_higher_than_its_room(int width)
    {
        foreach (var count in (int[])[1, 3, 40, 1000])
        {
            var components = Enumerable.Range(1, count).Select(number => ($"c{number}", $"Component 品 {number}")).ToList();
            ImmutableArray<Statistic> statistics =
            [
                .. components.SelectMany(component =>
                    Latencies
                        .Select(statistic => statistic with { Component = component.Item1 })
                        .Concat(Enumerable.Range(0, 30).Select(value => Of(component.Item1, "", $"Value {value}", $"{value / 2 * 1000}")))
                ),
            ];
            foreach (var rows in (int[])[10, 50])
            {
                var lines = new StatisticsTable(components, statistics, StatisticsDetail.Short).Lines(width, rows);
                Assert.InRange(lines.Count, 1, rows + 1);
                Assert.All(lines, line => Assert.InRange(line.Width, 0, width));
            }
        }
    }

    private static string Text(ImmutableArray<Statistic> statistics, int width, StatisticsDetail detail = StatisticsDetail.Short) =>
        string.Join("\n", new StatisticsTable(Components, statistics, detail).Lines(width, 50).Select(line => line.Render(false)));

    private static Statistic Of(string component, string group, string name, string text)
    {
        var words = text.Split(' ');
        var value = double.Parse(words[0], NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        return new Statistic(component, group, name, value, words.Length > 1 ? words[1] : "", text);
    }
}
