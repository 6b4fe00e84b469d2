using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;
using Beacon.Records.Expecting;
using Beacon.Records.Statistics;

namespace Beacon.Records.Tests.Expecting;

public class ExpectationsSpecs
{
    private static readonly TimeSpan Elapsed = TimeSpan.FromSeconds(3);

    [Theory]
    [InlineData("fills-received > 0", true, "algo.fills-received is 12, as expected > 0")]
    [InlineData("fills-received < 0", false, "algo.fills-received is 12, expected < 0")]
    [InlineData("tick-to-trade.p99 < 50us", true, "algo.tick-to-trade.p99 is 0.04 ms, as expected < 50 µs")]
    [InlineData("tick-to-trade.p99 = 40us", true, "algo.tick-to-trade.p99 is 0.04 ms, as expected = 40 µs")]
    [InlineData("tick-to-trade.p99 < 0.04", false, "algo.tick-to-trade.p99 is 0.04 ms, expected < 0.04")]
    [InlineData("Orders Sent = engine.orders-received", true, "algo.orders-sent is 128, as expected = engine.orders-received")]
    [InlineData("orders-sent > engine.orders-received", false, "algo.orders-sent is 128, expected > engine.orders-received")]
    [InlineData("measured.cpu-time < 1s", true, "algo.measured.cpu-time is 250 ms, as expected < 1 s")]
    [InlineData("algo.peak-memory <= 2MiB", true, "algo.measured.peak-memory is 2.0 MiB, as expected <= 2 MiB")]
    [InlineData("ready-after < 100ms", false, "algo.measured.ready-after is 100 ms, expected < 100 ms")]
    [InlineData("context-switches = 7", true, "algo.measured.context-switches is 7, as expected = 7")]
    [InlineData("operational-after < 1s", true, "run.operational-after is 439 ms, as expected < 1 s")]
    [InlineData("run.elapsed = 3s", true, "run.elapsed is 3.0 s, as expected = 3 s")]
    [InlineData("live.seen = 5", true, "algo.live.seen is 5, as expected = 5")]
    public void A_condition_is_decided_by_the_value(string expectation, bool held, string sentence)
    {
        var result = Assert.Single(Check(expectation));
        Assert.Equal((held, sentence), (result.Held, $"{result}"));
    }

    [Theory]
    [InlineData("fills-recieved > 0", "no statistic is called \"fills-recieved\"; did you mean \"fills-received\"?")]
    [InlineData("nonsense.at.all > 0", "no statistic is called \"nonsense.at.all\"; there are algo.fills-received, ")]
    [InlineData("tick-to-trade.p99 < 5MB", "it is 0.04 ms, a time, which can't be compared with 5 MB, a size")]
    [InlineData("fills-received < 5ms", "it is 12, a number without a unit, which can't be compared with 5 ms, a time")]
    [InlineData("fills-received = orders-recieved", "it is 12, and no statistic is called \"orders-recieved\"; did you mean")]
    [InlineData("fills-received < p99", "2 statistics are called \"p99\": algo.tick-to-trade.p99, algo.wire.p99; say which")]
    public void What_can_not_be_decided_does_not_hold_and_says_why(string expectation, string because)
    {
        var result = Assert.Single(Check(expectation));
        Assert.False(result.Held);
        Assert.Contains(because, result.Because);
    }

    [Fact]
    public void A_value_that_is_not_finite_is_missing_and_named()
    {
        var snapshot = Snapshot with
        {
            Problems = [new Problem(ProblemKind.NotFinite, "1 value of algo left out, not finite: ratio = NaN", "algo")],
        };
        var result = Assert.Single(Expectations.Check(Plan("ratio > 0"), snapshot, Elapsed, RunOutcome.Completed));
        Assert.Equal(
            (false, "no statistic is called \"ratio\"; 1 value of algo left out, not finite: ratio = NaN"),
            (result.Held, result.Because)
        );
    }

    [Fact]
    public void A_name_means_each_statistic_that_it_fits() =>
        Assert.Equal(
            [("algo.tick-to-trade.p99", true), ("algo.wire.p99", false)],
            Check("p99 < 50us").Select(result => (result.Name, result.Held == true))
        );

    [Fact]
    public void An_asterisk_stands_for_what_is_printed_unless_the_group_of_what_is_measured_is_named()
    {
        Assert.Equal(5, Check("* > 0").Length);
        Assert.Equal(6, Check("algo.measured.* >= 0").Length);
        Assert.Equal(["algo.live.seen"], Check("algo.live.* >= 0").Select(result => result.Name));
    }

    [Fact]
    public void A_live_counter_gives_way_to_a_final_statistic_of_its_name()
    {
        var snapshot = Snapshot with { Statistics = [.. Snapshot.Statistics, new Statistic("algo", "", "seen", 9, "", "9")] };
        var results = Expectations.Check(Plan("seen = 9"), snapshot, Elapsed, RunOutcome.Completed);
        Assert.Equal([("algo.seen", true)], results.Select(result => (result.Name, result.Held == true)));
    }

    [Fact]
    public void One_that_passes_when_missing_holds_without_a_statistic_and_not_with_a_wrong_one()
    {
        static Expectation Lenient(string text) => Parse(text) with { PassesWhenMissing = true };
        var plan = Plan("fills-received > 0").With(run => run.Expect(Lenient("fills-received = 0"), Lenient("nothing = 0")));
        Assert.Equal(
            [true, false, true],
            Expectations.Check(plan, Snapshot, Elapsed, RunOutcome.Completed).Select(result => result.Held == true)
        );
    }

    [Theory]
    [InlineData(RunOutcome.Failed, "undecided, since the run failed")]
    [InlineData(RunOutcome.Interrupted, "undecided, since the run was interrupted")]
    public void Of_a_run_that_did_not_complete_all_are_undecided(RunOutcome outcome, string because)
    {
        var result = Assert.Single(Expectations.Check(Plan("fills-received < 0"), Snapshot, Elapsed, outcome));
        Assert.Equal((null, because, "fills-received"), (result.Held, result.Because, result.Name));
    }

    [Theory]
    [InlineData("fills-received < 10", 0.2)]
    [InlineData("fills-received < 24", -0.5)]
    [InlineData("fills-received > 0", null)]
    public void The_distance_to_the_limit_is_a_part_of_it(string expectation, double? distance)
    {
        var found = Assert.Single(Check(expectation)).Distance;
        Assert.Equal(distance is null, found is null);
        Assert.Equal(distance ?? 0, found ?? 0, 12);
    }

    [Fact]
    public void Two_hundred_false_expectations_all_fail()
    {
        string[] relations = ["<", "<=", ">", ">=", "="];
        var planted =
            from statistic in Snapshot.Statistics
            from relation in relations
            from step in Enumerable.Range(1, 8)
            let off = statistic.Value * step / 3
            let limit = relation is "<" or "<=" ? statistic.Value - off : statistic.Value + off
            select FormattableString.Invariant($"{statistic.Component}.{statistic.Group}.{statistic.Name} {relation} {limit:R}");
        var texts = planted.Select(text => text.Replace("..", ".")).ToArray();
        Assert.Equal(200, texts.Length);
        Assert.All(texts, text => Assert.Equal((text, false), (text, Assert.Single(Check(text)).Held)));
    }

    [Fact]
    public void A_live_counter_breaks_one_that_aborts_once_the_run_is_operational_and_its_time_has_come()
    {
        static Expectation Aborting(string text) => Parse(text) with { Aborts = true, AbortsAfter = TimeSpan.FromSeconds(5) };
        var plan = RunPlan.Create("test", "/").Add("algo", algo => algo.Run("algo")).Expect(Aborting("seen < 5")).Build();
        var running = Snapshot with { State = RunState.Operational, OperationalAfter = TimeSpan.FromSeconds(1) };

        Assert.Null(Expectations.Broken(plan, running, TimeSpan.FromSeconds(5.9)));
        Assert.Null(
            Expectations.Broken(plan, running with { State = RunState.Starting, OperationalAfter = null }, TimeSpan.FromSeconds(9))
        );
        Assert.Null(Expectations.Broken(plan.With(run => run.Expect(Parse("seen = 0"))), Fewer(running), TimeSpan.FromSeconds(9)));
        var broken = Expectations.Broken(plan, running, TimeSpan.FromSeconds(6))!;
        Assert.Equal(("algo.live.seen", true), (broken.Name, broken.HasAborted));

        var results = Expectations.Check(plan, Fewer(running), Elapsed, RunOutcome.Completed, broken);
        Assert.Contains(results, result => result is { HasAborted: true, Held: false, Value: 5 });
    }

    private static RunSnapshot Fewer(RunSnapshot snapshot) =>
        snapshot.Apply(new StatisticReported(new Statistic("algo", "", "seen", 4, "", "4"), Final: false) { Component = "algo" });

    private static RunSnapshot Snapshot { get; } =
        new RunEvent[]
        {
            new ComponentStarting(4711, 1) { Component = "algo" },
            new ComponentReady("started", TimeSpan.FromMilliseconds(100)) { Component = "algo" },
            new ResourcesSampled(
                new ResourceUsage(TimeSpan.FromMilliseconds(250), 2 * 1024 * 1024, 1, 1)
                {
                    VoluntarySwitches = 3,
                    InvoluntarySwitches = 4,
                    WrittenBytes = 4096,
                },
                0.1
            )
            {
                Component = "algo",
            },
            new StatisticReported(new Statistic("algo", "", "seen", 5, "", "5"), Final: false) { Component = "algo" },
        }.Aggregate(
            RunSnapshot.Before([("algo", "Algo"), ("engine", "Engine")]) with
            {
                OperationalAfter = TimeSpan.FromMilliseconds(439),
                Statistics =
                [
                    new Statistic("algo", "", "Fills Received", 12, "", "12"),
                    new Statistic("algo", "", "Orders Sent", 128, "", "128"),
                    new Statistic("algo", "Tick to Trade", "P99", 0.04, "ms", "0.04 ms"),
                    new Statistic("algo", "Wire", "P99", 90, "µs", "90 µs"),
                    new Statistic("engine", "", "Orders Received", 128, "", "128"),
                ],
            },
            (snapshot, happened) => snapshot.Apply(happened)
        );

    private static Expectation Parse(string text) =>
        Expectation.TryParse(text, out var expectation, out var error) ? expectation! : throw new FormatException(error);

    private static RunPlan Plan(string expectation) =>
        RunPlan.Create("test", "/").Add("algo", algo => algo.Run("algo")).Expect(Parse(expectation)).Build();

    private static ImmutableArray<ExpectationResult> Check(string expectation) =>
        Expectations.Check(Plan(expectation), Snapshot, Elapsed, RunOutcome.Completed);
}
