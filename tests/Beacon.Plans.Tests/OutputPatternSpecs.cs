namespace Beacon.Plans.Tests;

[Collection(AloneCollection.Name)]
public sealed class OutputPatternSpecs
{
    // CPU time, far above what is needed.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("^(a+)+$|tick")]
    [InlineData("(a|aa)+$")]
    [InlineData("(a*)*b")]
    [InlineData("a*a*a*a*b")]
    public void A_pattern_that_backtracks_goes_on_with_the_engine_that_does_not(string text)
    {
        var matcher = new PatternMatcher(new OutputPattern(text));
        var line = new string('a', 4000) + "!";

        var used = Environment.CpuUsage.TotalTime;
        for (var count = 0; count < 1000; count++)
            Assert.False(matcher.IsMatch(line));

        Assert.InRange(Environment.CpuUsage.TotalTime - used, TimeSpan.Zero, Bound);
        Assert.False(matcher.IsGivenUp);
    }

    [Fact]
    public void A_line_that_took_the_first_engine_too_long_is_matched_all_the_same()
    {
        var matcher = new PatternMatcher(new OutputPattern("^(a+)+$|(?<word>tick)"));
        for (var count = 0; count < 20; count++)
        {
            Assert.True(matcher.IsMatch($"{new string('a', 4000)}! tick"));
            Assert.Equal("tick", matcher.Match($"{new string('a', 4000)}! tick")!.Groups["word"].Value);
        }
    }

    [Fact]
    public void A_pattern_that_no_other_engine_takes_is_given_up_after_ten_lines_that_took_too_long()
    {
        var matcher = new PatternMatcher(new OutputPattern(@"^(a+)+\1$|tick"));
        var line = new string('a', 4000) + "!";
        for (var count = 0; count < PatternMatcher.TimeoutsAtMost; count++)
        {
            Assert.False(matcher.IsGivenUp);
            Assert.False(matcher.IsMatch(line));
        }

        Assert.True(matcher.IsGivenUp);
        Assert.False(matcher.IsMatch("tick"));
    }

    [Theory]
    [InlineData("listening on port [0-9]+", false)]
    [InlineData(@"^\[(\d+)\] ready$", false)]
    [InlineData("(?i)ready|(?<n>x{3})", false)]
    [InlineData(@"\\1", false)]
    [InlineData("(?<=at )[0-9]", true)]
    [InlineData("ready(?! yet)", true)]
    [InlineData("(?>a+)b", true)]
    [InlineData(@"(a)\1", true)]
    [InlineData(@"(?<n>a)\k<n>", true)]
    [InlineData("(a{1,100}){1,100}", true)]
    public void A_pattern_says_whether_it_may_backtrack(string text, bool mayBacktrack)
    {
        var pattern = new OutputPattern(text);
        Assert.Equal(mayBacktrack, pattern.MayBacktrack);
        Assert.Equal(mayBacktrack, pattern.Linear is null);
    }

    [Fact]
    public void Patterns_are_equal_when_their_texts_are() => Assert.Equal(new OutputPattern("a"), new OutputPattern("a"));
}
