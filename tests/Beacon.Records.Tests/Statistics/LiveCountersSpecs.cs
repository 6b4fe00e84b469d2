using Beacon.Plans;
using Beacon.Records.Statistics;

namespace Beacon.Records.Tests.Statistics;

public sealed class LiveCountersSpecs
{
    [Fact]
    public void A_named_group_is_a_counter()
    {
        var counters = Counters("MD=(?<md>[0-9,]+) Orders=(?<orders>[0-9]+)");

        Assert.Equal(
            [new("algorithm", "", "md", 97_252, "", "97,252"), new("algorithm", "", "orders", 128, "", "128")],
            counters.Read("12:00:01 MD=97,252 Orders=128")
        );
    }

    [Fact]
    public void Only_changed_counters_are_returned()
    {
        var counters = Counters("MD=(?<md>[0-9]+) Orders=(?<orders>[0-9]+)");
        counters.Read("MD=1 Orders=1");

        Assert.Equal(["md"], counters.Read("MD=2 Orders=1").Select(counter => counter.Name.Raw));
        Assert.Empty(counters.Read("MD=2 Orders=1"));
        Assert.Empty(counters.Read("something else"));
    }

    [Fact]
    public void Several_patterns_are_tried_on_each_line()
    {
        var counters = Counters("MD=(?<md>[0-9]+)", "latency (?<latency>.*)");

        var changed = counters.Read("MD=1 latency 4.6 us");

        Assert.Equal([("md", 1d, ""), ("latency", 4.6, "µs")], changed.Select(counter => (counter.Name.Raw, counter.Value, counter.Unit)));
    }

    [Fact]
    public void A_group_without_a_number_or_without_a_name_is_not_a_counter() =>
        Assert.Empty(Counters("MD=(?<md>[^ ]+) ([0-9]+)").Read("MD=none 5"));

    [Fact]
    public void Colours_and_overwritten_text_are_ignored_in_counters() =>
        Assert.Equal([3d], Counters("MD=(?<md>[0-9]+)").Read("MD=1\rMD=2\r\e[1mMD=\e[32m3\e[0m\r").Select(counter => counter.Value));

    [Fact]
    public void A_pattern_that_takes_too_long_goes_on_with_the_engine_that_does_not_backtrack()
    {
        var counters = Counters("^(x+)+y(?<late>[0-9]+)$", "MD=(?<md>[0-9]+)");
        var line = new string('x', 60) + " MD=";

        for (var count = 1; count <= 20; count++)
            Assert.Equal([count], counters.Read(line + count).Select(counter => counter.Value));

        Assert.Equal([7], counters.Read("xy7").Select(counter => counter.Value));
        Assert.False(counters.HasGivenUp);
    }

    [Fact]
    public void A_pattern_that_takes_too_long_with_every_engine_is_given_up_and_the_others_continue()
    {
        const string Endless = @"^(x+)+\1y(?<never>[0-9]+)$";
        Assert.Equal([7], Counters(Endless).Read("xxy7").Select(counter => counter.Value));
        var counters = Counters(Endless, "MD=(?<md>[0-9]+)");
        var line = new string('x', 60) + " MD=";

        for (var count = 1; count <= PatternMatcher.TimeoutsAtMost; count++)
            Assert.Equal([count], counters.Read(line + count).Select(counter => counter.Value));

        Assert.Empty(counters.Read("xxy7"));
        Assert.Equal(Endless, Assert.Single(counters.TakeGivenUp()).Text);
        Assert.Empty(counters.TakeGivenUp());
    }

    [Fact]
    public void An_invalid_pattern_is_refused() => Assert.ThrowsAny<ArgumentException>(() => Counters("MD=("));

    private static LiveCounters Counters(params string[] patterns) => new("algorithm", new StatisticsSpec { Live = [.. patterns] });
}
