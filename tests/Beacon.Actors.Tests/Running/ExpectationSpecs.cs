using Akka.Actor;
using Beacon.Actors.Running;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Tests.Running;

public class ExpectationSpecs : RunTest
{
    [Fact]
    public async Task A_run_that_does_not_meet_its_expectations_completes_with_exit_code_5_and_a_problem()
    {
        var result = await RunToItsEndAsync(("seen", "> 4"), ("seen", "> 5"), ("nothing", "= 0"));

        Assert.Equal((RunOutcome.Completed, 5), (result.Outcome, result.ExitCode));
        Assert.Equal([true, false, false], result.Expectations.Select(expectation => expectation.Held == true));
        Assert.Equal(
            ["app.live.seen is 5, expected > 5", "nothing = 0: no statistic is called \"nothing\"; there are app.live.seen"],
            result.Problems.Select(problem => problem.Message.Split(", app.measured")[0])
        );
        Assert.All(result.Problems, problem => Assert.Equal(ProblemKind.ExpectationNotMet, problem.Kind));
        Assert.Empty(result.NotComparable);
    }

    [Fact]
    public async Task A_run_that_meets_its_expectations_ends_with_0_and_publishes_what_came_of_them_before_its_end()
    {
        var plan = PlanThatExpects(("seen", "= 5"));
        Start(plan);
        await StopAfterCountingAsync();
        var decided = await ExpectAsync<ExpectationDecided>();
        Assert.Equal(("app.live.seen", "= 5", true), (decided.Result.Name, decided.Result.Is, decided.Result.Held));
        var result = await ExpectResultAsync();
        Assert.Equal((0, decided.Result), (result.ExitCode, Assert.Single(result.Expectations)));
    }

    [Fact]
    public async Task The_last_values_of_live_counters_are_statistics_of_the_run()
    {
        var statistic = Assert.Single((await RunToItsEndAsync(("seen", "> 4"))).Statistics);
        Assert.Equal(("app", "live", "seen", 5.0), (statistic.Component, $"{statistic.Group}", $"{statistic.Name}", statistic.Value));
    }

    [Fact]
    public async Task A_run_that_fails_leaves_them_undecided()
    {
        Start(PlanThatExpects(("seen", "> 5")));
        var app = await StartedAsync("app");
        await ExpectAsync<RunOperational>();
        app.Exits(3);
        var result = await ExpectResultAsync();
        Assert.Equal((RunOutcome.Failed, 1, null), (result.Outcome, result.ExitCode, Assert.Single(result.Expectations).Held));
    }

    [Fact]
    public async Task An_interrupted_run_leaves_them_undecided()
    {
        Start(PlanThatExpects(("seen", "> 5")));
        var app = await StartedAsync("app");
        await ExpectAsync<RunOperational>();
        Run.Tell(new RunProtocol.StopRun(UnixSignal.SIGINT));
        await ExpectAsync<ComponentStopping>();
        app.Dies(UnixSignal.SIGTERM);
        var result = await ExpectResultAsync();
        Assert.Equal((130, null), (result.ExitCode, Assert.Single(result.Expectations).Held));
    }

    [Fact]
    public async Task A_live_counter_that_breaks_one_that_aborts_ends_the_run_early()
    {
        Start(Plan(Counting).With(run => run.Expect(Aborting("< 5"))));
        var app = await StartedAsync("app");
        await ExpectAsync<RunOperational>();
        app.Prints("seen=5");
        await ExpectAsync<ProblemRaised>(raised => raised.Problem.Message == "the run was ended early: app.live.seen is 5, expected < 5");
        await ExpectAsync<ComponentStopping>();
        app.Exits(0);

        var result = await ExpectResultAsync();
        Assert.Equal((RunOutcome.Completed, 5), (result.Outcome, result.ExitCode));
        Assert.True(Assert.Single(result.Expectations).HasAborted);
        Assert.Equal("the run was ended early: app.live.seen is 5, expected < 5", Assert.Single(result.NotComparable));
        Assert.Single(result.Problems);
    }

    [Fact]
    public async Task A_counter_that_was_broken_while_the_system_settled_ends_the_run_when_that_time_is_over()
    {
        Start(Plan(Counting).With(run => run.Expect(Aborting("< 5") with { AbortsAfter = TimeSpan.FromSeconds(10) })));
        var app = await StartedAsync("app");
        await ExpectAsync<RunOperational>();
        app.Prints("seen=5");
        await ExpectAsync<StatisticReported>();
        Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Empty(app.Signals);
        await AdvanceUntilAsync(TimeSpan.FromMilliseconds(500), () => app.Signals.Count > 0);
        await ExpectAsync<ComponentStopping>();
        app.Exits(0);
        Assert.Equal(5, (await ExpectResultAsync()).ExitCode);
    }

    private static ComponentSpec Counting => Component("app") with { Statistics = new StatisticsSpec { Live = ["seen=(?<seen>[0-9]+)"] } };

    private static Expectation Aborting(string condition) => Expected("seen", condition) with { Aborts = true };

    private static Expectation Expected(string statistic, string condition) =>
        Condition.TryParse(condition, out var parsed, out var error)
            ? new Expectation(statistic, parsed!)
            : throw new FormatException(error);

    private static RunPlan PlanThatExpects(params (string Statistic, string Condition)[] expectations) =>
        Plan(Counting).With(run => run.Expect([.. expectations.Select(each => Expected(each.Statistic, each.Condition))]));

    private async Task<RunResult> RunToItsEndAsync(params (string, string)[] expectations)
    {
        Start(PlanThatExpects(expectations));
        await StopAfterCountingAsync();
        return await ExpectResultAsync();
    }

    private async Task StopAfterCountingAsync()
    {
        var app = await StartedAsync("app");
        await ExpectAsync<RunOperational>();
        app.Prints("seen=5");
        await ExpectAsync<StatisticReported>();
        Time.Advance(TimeSpan.FromSeconds(30));
        await ExpectAsync<ComponentStopping>();
        app.Exits(0);
    }
}
