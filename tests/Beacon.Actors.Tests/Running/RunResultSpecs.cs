using Beacon.Records.Events;
using Beacon.Records.Statistics;

namespace Beacon.Actors.Tests.Running;

/// <summary>A result is asked for one of its parts by name.</summary>
public class RunResultSpecs
{
    private static readonly RunResult Result = new()
    {
        Id = "r1",
        Name = "demo",
        Outcome = RunOutcome.Completed,
        ExitCode = 0,
        StartedAt = default,
        EndedAt = default,
        Elapsed = default,
        Components = [new ComponentResult { Name = "engine", Title = "Engine" }],
        Problems = [],
        Record = "/runs/r1",
        Statistics =
        [
            new Statistic("engine", "", "Orders", 12, "", "12"),
            new Statistic("algo", "Tick to Trade", "P99", 35.4, "µs", "35.4 µs"),
            new Statistic("algo", "Round Trip", "P99", 61, "µs", "61 µs"),
        ],
    };

    [Theory]
    [InlineData("orders", 12)]
    [InlineData("Engine.Orders", 12)]
    [InlineData("tick-to-trade.p99", 35.4)]
    [InlineData("algo.Tick to Trade.P99", 35.4)]
    public void A_statistic_has_the_same_path_as_in_a_threshold(string name, double value) =>
        Assert.Equal(value, Result.Statistic(name).Value);

    [Theory]
    [InlineData("ordrs", "the run r1 has no statistic \"ordrs\"; did you mean \"orders\"?")]
    [InlineData("p99", "the run r1 has 2 statistics called \"p99\": algo.tick-to-trade.p99, algo.round-trip.p99; say which")]
    public void A_statistic_that_is_missing_or_ambiguous_is_refused(string name, string message) =>
        Assert.Equal(message, Assert.Throws<KeyNotFoundException>(() => Result.Statistic(name)).Message);

    [Fact]
    public void A_component_is_found_by_its_name()
    {
        Assert.Equal("Engine", Result.Component("engine").Title);
        Assert.Equal(
            "the run r1 has no component \"engin\"; did you mean \"engine\"?",
            Assert.Throws<KeyNotFoundException>(() => Result.Component("engin")).Message
        );
    }
}
