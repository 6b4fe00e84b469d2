namespace Beacon.Plans.Tests;

public class ToleranceRuleSpecs
{
    private static readonly StatisticKey Key = new("algo", "Tick to Trade", "P99");

    [Theory]
    [InlineData("*")]
    [InlineData("**")]
    [InlineData("p99")]
    [InlineData("*99")]
    [InlineData("p*")]
    [InlineData("p*99")]
    [InlineData("p9*9")]
    [InlineData("tick-to-trade.p99")]
    [InlineData("Tick to Trade.P99")]
    [InlineData("tick*trade*p99")]
    [InlineData("algo.*.p99")]
    [InlineData("*.p99")]
    [InlineData("a*t*t*t*9*")]
    public void A_pattern_names_a_statistic(string pattern) => Assert.True(RuleOf(pattern).Matches(Key));

    [Theory]
    [InlineData("p9")]
    [InlineData("99")]
    [InlineData("p99*99")]
    [InlineData("p999*")]
    [InlineData("*p999")]
    [InlineData("trade*tick")]
    [InlineData("algo.*.p999")]
    [InlineData("*x*")]
    public void A_pattern_does_not_name_a_statistic(string pattern) => Assert.False(RuleOf(pattern).Matches(Key));

    [Fact]
    public void A_pattern_may_have_any_length()
    {
        Assert.False(RuleOf(string.Concat(Enumerable.Repeat("a.", 50_000))).Matches(Key));
        Assert.False(RuleOf(string.Concat(Enumerable.Repeat("*a", 50_000))).Matches(Key));
        Assert.True(RuleOf(new string('*', 100_000)).Matches(Key));
    }

    private static ToleranceRule RuleOf(string pattern) => new(pattern, Tolerance.Default);
}
