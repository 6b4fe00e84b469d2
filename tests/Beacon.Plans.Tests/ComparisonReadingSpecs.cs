namespace Beacon.Plans.Tests;

public sealed class ComparisonReadingSpecs : IDisposable
{
    private readonly PlanFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("\"tick-to-trade.p99\" = \"+5%,2us\"", "tick-to-trade.p99", "+5%,2µs")]
    [InlineData("tick-to-trade.p99 = \"+5%\"", "tick-to-trade.p99", "+5%")]
    [InlineData("\"*\" = 5%", "*", "5%")]
    [InlineData("p99 { direction = lower, tolerance = 5%, floor = 2us }", "p99", "+5%,2µs")]
    [InlineData("\"Orders Received\" { direction = same, floor = 10 }", "Orders Received", "±0.5%,10")]
    [InlineData("algorithm.\"*\".rate { direction = higher }", "algorithm.*.rate", "-0.5%")]
    [InlineData("p99 { tolerance = 0% }", "p99", "0%")]
    public void A_tolerance_is_a_text_or_an_object_by_the_name_of_the_statistic(string keys, string pattern, string tolerance)
    {
        var rule = Assert.Single(Read(keys));
        Assert.Equal((pattern, tolerance, false), (rule.Pattern, $"{rule.Tolerance}", rule.IsOverride));
    }

    [Fact]
    public void A_later_file_wins_and_null_takes_back() =>
        Assert.Equal("p99=+2%", $"{Assert.Single(Read("p99 = \"+5%\", p50 = \"+1%\"\n}\nbeacon.comparison { p99 = \"+2%\", p50 = null"))}");

    [Theory]
    [InlineData("p99 = fast", "p99", "expected a tolerance such as +5%")]
    [InlineData("p99 = \"+5%,-5%\"", "p99", "its signs contradict each other")]
    [InlineData("p99 = [1]", "p99", "expected a tolerance such as \"+5%\", or { direction, tolerance, floor }, found a list")]
    [InlineData("p99 { directon = lower, tolerance = 5% }", "p99.directon", "unknown key; did you mean \"direction\"?")]
    [InlineData("p99 { direction = down }", "p99.direction", "expected lower, higher or same, found \"down\"")]
    [InlineData("p99 { tolerance = 5 }", "p99.tolerance", "expected a share without a sign, such as 5%, found \"5\"")]
    [InlineData("p99 { tolerance = \"+5%\" }", "p99.tolerance", "expected a share without a sign")]
    [InlineData("p99 { floor = 5% }", "p99.floor", "expected an amount without a sign, such as 2us, found \"5%\"")]
    public void Anything_else_is_refused_with_its_path(string keys, string path, string message)
    {
        var problem = _folder.RefusedOnce($"{PlanFolder.Least}\nbeacon.comparison {{\n{keys}\n}}");
        Assert.Equal($"beacon.comparison.{path}", problem.Path);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal("plan.conf:3", problem.Location);
    }

    private IEnumerable<ToleranceRule> Read(string keys) =>
        _folder.Read($"{PlanFolder.Least}\nbeacon.comparison {{\n{keys}\n}}").Comparison;
}
