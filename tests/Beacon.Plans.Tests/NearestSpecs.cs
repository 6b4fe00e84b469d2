namespace Beacon.Plans.Tests;

public sealed class NearestSpecs
{
    private static readonly string[] Commands = ["run", "verify", "plan", "repeat", "runs"];

    [Theory]
    [InlineData("veriffy", "verify")]
    [InlineData("VERIFY", "verify")]
    [InlineData("rnu", "run")]
    [InlineData("paln", "plan")]
    [InlineData("repaet", "repeat")]
    [InlineData("ver", "verify")]
    [InlineData("ru", "run")]
    [InlineData("Repe", "repeat")]
    public void The_nearest_word_is_found(string word, string expected) => Assert.Equal(expected, Nearest.To(word, Commands));

    [Theory]
    [InlineData("start")]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("configuration")]
    public void A_word_that_is_far_from_all_has_none(string word)
    {
        Assert.Null(Nearest.To(word, Commands));
        Assert.Equal("", Nearest.Suggestion(word, Commands));
    }

    [Fact]
    public void What_was_begun_is_meant_before_what_is_misspelt() =>
        Assert.Equal("--config", Nearest.To("--con", ["--json", "--configuration", "--config", "--c"]));

    [Fact]
    public void A_suggestion_completes_a_message() => Assert.Equal("; did you mean \"plan\"?", Nearest.Suggestion("pln", Commands));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "ABC", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("abc", "", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void The_distance_counts_edits_and_swaps(string one, string other, int distance)
    {
        Assert.Equal(distance, Nearest.Distance(one, other));
        Assert.Equal(distance, Nearest.Distance(other, one));
    }
}
