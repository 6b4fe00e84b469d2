namespace Beacon.Plans.Tests;

public sealed class DurationsSpecs
{
    [Theory]
    [InlineData("30s", 30_000)]
    [InlineData("500ms", 500)]
    [InlineData("1.5 s", 1_500)]
    [InlineData("5m", 300_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("2d", 172_800_000)]
    [InlineData("1000us", 1)]
    [InlineData("1000µs", 1)]
    [InlineData("1000000ns", 1)]
    [InlineData("5 minutes", 300_000)]
    [InlineData("1 second", 1_000)]
    [InlineData("10 millis", 10)]
    [InlineData("0s", 0)]
    [InlineData("366d", 31_622_400_000)]
    public void A_duration_with_a_unit_is_read(string text, long milliseconds)
    {
        Assert.True(Durations.TryParse(text, out var value, out var error), error);
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), value);
    }

    [Theory]
    [InlineData("", "is not a duration")]
    [InlineData("s", "is not a duration")]
    [InlineData("30", "needs a unit: 30s, 500ms, 5m")]
    [InlineData("1h30m", "no unit that is known")]
    [InlineData("5 parsecs", "no unit that is known")]
    [InlineData("5S", "no unit that is known")]
    [InlineData("-1s", "negative")]
    [InlineData("367d", "longer than 366 days")]
    [InlineData("99999999999999999999999999h", "longer than 366 days")]
    [InlineData("1e5s", "no unit that is known")]
    [InlineData("1,5s", "no unit that is known")]
    [InlineData("1.2.3s", "is not a duration")]
    public void Anything_else_is_refused(string text, string message)
    {
        Assert.False(Durations.TryParse(text, out _, out var error));
        Assert.StartsWith($"\"{text}\"", error, StringComparison.Ordinal);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("30", 30_000)]
    [InlineData("500ms", 500)]
    [InlineData("30s", 30_000)]
    [InlineData("1h", 3_600_000)]
    public void A_command_line_may_say_whole_seconds_without_unit(string text, long milliseconds)
    {
        Assert.True(Durations.TryParseCommandLine(text, out var value, out var error), error);
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), value);
    }

    [Fact]
    public void A_command_line_may_say_infinite()
    {
        Assert.True(Durations.TryParseCommandLine("infinite", out var value, out _));
        Assert.Null(value);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("0s")]
    [InlineData("-5")]
    [InlineData("-5s")]
    [InlineData("1.5")]
    [InlineData("abc")]
    [InlineData("Infinite")]
    [InlineData("")]
    public void A_command_line_that_says_no_time_is_refused(string text)
    {
        Assert.False(Durations.TryParseCommandLine(text, out _, out var error));
        Assert.StartsWith($"\"{text}\"", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0ms")]
    [InlineData(1, "0.0001ms")]
    [InlineData(TimeSpan.TicksPerMillisecond * 1500, "1500ms")]
    [InlineData(TimeSpan.TicksPerSecond * 90, "90s")]
    [InlineData(TimeSpan.TicksPerMinute * 60, "1h")]
    [InlineData(TimeSpan.TicksPerDay * 366, "8784h")]
    [InlineData((TimeSpan.TicksPerDay * 365) + 1, "31536000000.0001ms")]
    public void A_duration_is_written_in_one_unit_and_read_back(long ticks, string text)
    {
        Assert.Equal(text, Durations.Format(TimeSpan.FromTicks(ticks)));
        Assert.True(Durations.TryParse(text, out var value, out _));
        Assert.Equal(ticks, value.Ticks);
    }

    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(439.4, "439 ms")]
    [InlineData(999.4, "999 ms")]
    [InlineData(999.6, "1.0 s")]
    [InlineData(3_740, "3.7 s")]
    [InlineData(59_940, "59.9 s")]
    [InlineData(125_000, "2 min 5 s")]
    [InlineData(3_780_000, "1 h 3 min")]
    [InlineData(187_200_000, "2 d 4 h")]
    public void A_measured_time_is_rounded_for_people(double milliseconds, string text) =>
        Assert.Equal(text, Durations.Rounded(TimeSpan.FromMilliseconds(milliseconds)));

    [Fact]
    public void Seconds_have_three_decimals() => Assert.Equal("12.346", Durations.Seconds(TimeSpan.FromMilliseconds(12_345.6)));
}
