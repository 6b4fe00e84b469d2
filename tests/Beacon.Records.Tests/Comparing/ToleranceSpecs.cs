using Beacon.Plans;
using Beacon.Records.Comparing;
using static Beacon.Tests.ComparedRuns;

namespace Beacon.Records.Tests.Comparing;

public class ToleranceSpecs
{
    [Theory]
    [InlineData("+5%", Better.Lower, 0.05, 0, "")]
    [InlineData("-3.5 %", Better.Higher, 0.035, 0, "")]
    [InlineData("±2%", Better.Same, 0.02, 0, "")]
    [InlineData("+-2%", Better.Same, 0.02, 0, "")]
    [InlineData("5%", null, 0.05, 0, "")]
    [InlineData("+5%,2us", Better.Lower, 0.05, 2, "µs")]
    [InlineData("+5%, +2 µs", Better.Lower, 0.05, 2, "µs")]
    [InlineData("2us,+5%", Better.Lower, 0.05, 2, "µs")]
    [InlineData("+1.5ms", Better.Lower, 0, 1.5, "ms")]
    [InlineData("-10", Better.Higher, 0, 10, "")]
    [InlineData("+0%", Better.Lower, 0, 0, "")]
    public void A_tolerance_is_a_share_an_amount_or_both_and_its_sign_gives_the_worse_direction(
        string text,
        Better? better,
        double share,
        double floor,
        string unit
    )
    {
        Assert.True(Tolerance.TryParse(text, out var tolerance, out var error), error);
        Assert.Equal(
            (better, share, floor, unit),
            (tolerance.Better, Math.Round(tolerance.Share, 12), tolerance.Floor, tolerance.FloorUnit)
        );
        Assert.True(Tolerance.TryParse(tolerance.ToString(), out var again, out _));
        Assert.Equal(tolerance, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("fast")]
    [InlineData("+")]
    [InlineData("5%%")]
    [InlineData("+5%,-5%")]
    [InlineData("+5%,3%")]
    [InlineData("+5us,3us")]
    [InlineData("+NaN%")]
    [InlineData("+∞")]
    [InlineData("++5%")]
    public void A_malformed_tolerance_is_refused_with_the_expected_form(string text)
    {
        Assert.False(ToleranceRule.TryParse($"p99={text}", out _, out var error));
        Assert.Contains($"\"p99={text}\"", error);
        Assert.Contains("+5%", error);
    }

    [Theory]
    [InlineData("p99")]
    [InlineData("=+5%")]
    public void A_threshold_names_a_statistic_and_a_tolerance(string text)
    {
        Assert.False(ToleranceRule.TryParse(text, out _, out var error));
        Assert.Contains("'tick-to-trade.p99=+5%'", error);
    }

    [Theory]
    [InlineData("p99")]
    [InlineData("P99")]
    [InlineData("tick-to-trade.p99")]
    [InlineData("Tick to Trade.P99")]
    [InlineData("tick_to_trade.p99")]
    [InlineData("algorithm.p99")]
    [InlineData("algorithm.tick-to-trade.p99")]
    [InlineData("*.p99")]
    [InlineData("tick*")]
    [InlineData("*")]
    public void A_pattern_matches_a_statistic_with_or_without_component_and_group(string pattern) =>
        Assert.True(Rules($"{pattern}=+5%")[0].Matches(new StatisticKey("algorithm", "Tick to Trade", "p99")));

    [Theory]
    [InlineData("p9")]
    [InlineData("p99.9")]
    [InlineData("trade.p99")]
    [InlineData("algorithm.tick-to-trade")]
    [InlineData("engine.*")]
    public void A_pattern_does_not_match_another_statistic(string pattern) =>
        Assert.False(Rules($"{pattern}=+5%")[0].Matches(new StatisticKey("algorithm", "Tick to Trade", "p99")));

    [Theory]
    [InlineData("p99.9", "p99.9")]
    [InlineData("Latency (99th)", "latency-99th")]
    [InlineData("CPU %", "cpu-%")]
    [InlineData("Größe", "größe")]
    public void Every_statistic_has_a_path_that_selects_it(string name, string path) =>
        Assert.True(Rules($"{path}=+5%")[0].Matches(new StatisticKey("algorithm", "", name)));

    [Fact]
    public void The_more_precise_threshold_wins_in_any_order()
    {
        var (a, b) = (Alike("A", 6, Latency(40)), Alike("B", 6, Latency(42)));
        Assert.Equal(0.2, Compare(a, b, "*=+1%", "tick-to-trade.p99=+20%", "*.p99=+2%").Only().Tolerance.Share);
        Assert.Equal(0.02, Compare(a, b, "*=+1%", "*.p99=+2%").Only().Tolerance.Share);
    }

    [Fact]
    public void The_command_line_wins_over_the_configuration()
    {
        var rules = Rules("*=+1%").Add(new ToleranceRule("algorithm.tick-to-trade.p99", Tolerance.Default with { Share = 0.2 }));
        var comparison = Comparison.Of(Alike("A", 6, Latency(40)), Alike("B", 6, Latency(42)), new ComparisonSettings { Rules = rules });
        Assert.Equal(0.01, comparison.Only().Tolerance.Share);
    }

    [Fact]
    public void Thresholds_that_contradict_each_other_are_refused()
    {
        var refused = Assert.Throws<ComparisonException>(() =>
            Compare(Alike("A", 6, Latency(40)), Alike("B", 6, Latency(42)), "p99=+5%", "P99=-5%")
        );
        Assert.Contains("\"p99=+5%\" and \"P99=-5%\" contradict each other for algorithm.tick-to-trade.p99", refused.Message);
    }

    [Fact]
    public void A_repeated_threshold_is_accepted() =>
        Assert.Equal(0.05, Compare(Alike("A", 6, Latency(40)), Alike("B", 6, Latency(42)), "p99=+5%", "P99=+5%").Only().Tolerance.Share);

    [Fact]
    public void A_threshold_that_matches_no_statistic_is_refused_with_a_suggestion()
    {
        var refused = Assert.Throws<ComparisonException>(() =>
            Compare(Alike("A", 6, Latency(40)), Alike("B", 6, Latency(42)), "tick-to-trad.p99=+5%")
        );
        Assert.Equal(
            "threshold \"tick-to-trad.p99=+5%\": no statistic is called \"tick-to-trad.p99\"; did you mean \"tick-to-trade.p99\"?",
            refused.Message
        );

        var far = Assert.Throws<ComparisonException>(() => Compare(Alike("A", 6, Latency(40)), Alike("B", 6, Latency(42)), "memory=+5%"));
        Assert.EndsWith("; there are algorithm.tick-to-trade.p99", far.Message);
    }

    [Fact]
    public void A_floor_in_a_unit_of_another_dimension_is_refused()
    {
        var refused = Assert.Throws<ComparisonException>(() =>
            Compare(Alike("A", 6, Latency(40)), Alike("B", 6, Latency(42)), "p99=+5%,2 orders")
        );
        Assert.Contains("is in orders, the statistic in µs", refused.Message);
    }

    [Theory]
    [InlineData("µs", Better.Lower)]
    [InlineData("s", Better.Lower)]
    [InlineData("msg/s", Better.Higher)]
    [InlineData("orders per second", Better.Higher)]
    [InlineData("seconds", Better.Lower)]
    [InlineData("ns/op", Better.Lower)]
    [InlineData("MiB/s", Better.Higher)]
    [InlineData("Mbps", Better.Higher)]
    [InlineData("qps", Better.Higher)]
    [InlineData("MiB", null)]
    [InlineData("%", null)]
    [InlineData("", null)]
    public void The_unit_gives_the_better_direction(string unit, Better? better) => Assert.Equal(better, Direction.Of(unit));
}
