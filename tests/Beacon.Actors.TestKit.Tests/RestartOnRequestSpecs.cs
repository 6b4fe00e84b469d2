using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.TestKit.Tests;

/// <summary>Restarts that the owner of a run asks for.</summary>
public class RestartOnRequestSpecs
{
    private static RunPlanBuilder Plan(RestartSpec restart) =>
        RunPlan
            .Create()
            .UntilStopped()
            .Add("engine", c => c.Run("engine").ReadyWhen(Probe.TcpListen(9000)).Restarts(restart))
            .Add("algo", c => c.Run("algo").DependsOn("engine"));

    [Fact]
    public async Task A_component_stops_by_its_signal_and_is_awaited_until_it_is_ready_again()
    {
        await using var run = VirtualRun.Start(Plan(new RestartSpec()).Build());
        await run.ExpectOperational();

        var restart = run.Run.Component("engine").RestartAsync();
        await run.ExpectReady("engine", incarnation: 2);
        await restart;

        Assert.Equal([UnixSignal.SIGTERM], run.Events.OfType<ComponentStopping>().Select(stopping => stopping.Signal));
        Assert.Single(run.Events.OfType<ComponentStarting>(), starting => starting.Component == "algo");
        await StopAsync(run);
    }

    [Fact]
    public async Task Its_dependents_go_down_before_it_and_come_back_after_it_where_the_plan_says_so()
    {
        await using var run = VirtualRun.Start(Plan(new RestartSpec { Dependents = DependentsPolicy.Restart }).Build());
        await run.ExpectOperational();

        var restart = run.Run.Component("engine").RestartAsync();
        await run.ExpectReady("algo", incarnation: 2);
        await restart;

        await run.ExpectStopOrder("algo", "engine");
        Assert.Equal(["engine", "algo", "engine", "algo"], run.Events.OfType<ComponentStarting>().Select(starting => starting.Component));
        await StopAsync(run);
    }

    [Fact]
    public async Task Two_callers_who_ask_for_the_same_restart_get_one()
    {
        await using var run = VirtualRun.Start(Plan(new RestartSpec()).Build(), Fake.Process("engine").After(1.Seconds()).ListensOn(9000));
        await run.ExpectOperational();

        var restarts = Task.WhenAll(run.Run.Component("engine").RestartAsync(), run.Run.Component("engine").RestartAsync());
        await run.ExpectReady("engine", incarnation: 2);
        await restarts;

        Assert.Equal(2, run.Events.OfType<ComponentStarting>().Count(starting => starting.Component == "engine"));
        await StopAsync(run);
    }

    [Fact]
    public async Task A_component_that_was_given_up_can_not_be_restarted_and_the_refusal_names_the_way_out()
    {
        var plan = Plan(
                new RestartSpec
                {
                    Policy = RestartMode.OnFailure,
                    MaxRestarts = 1,
                    MinBackoff = TimeSpan.Zero,
                }
            )
            .OnFailure(FailurePolicy.Continue)
            .Build();
        await using var run = VirtualRun.Start(plan, Fake.Process("engine").ListensOn(9000).ExitsAfter(5.Seconds(), code: 1));
        await run.Expect<ProblemRaised>(raised => raised.Problem.Kind == ProblemKind.GaveUp);
        await run.AdvanceAsync(1.Seconds());

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => run.Run.Component("engine").RestartAsync());

        Assert.Contains("it has failed and was given up", refused.Message);
        Assert.Contains("start a new run", refused.Message);
    }

    [Fact]
    public async Task A_component_that_has_not_started_is_not_restarted()
    {
        await using var run = VirtualRun.Start(Plan(new RestartSpec()).Build(), Fake.Process("engine"));
        await run.Expect<ComponentStarting>();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => run.Run.Component("algo").RestartAsync());

        Assert.Contains("it has not started yet", refused.Message);
    }

    [Fact]
    public async Task A_restart_that_fails_is_reported_to_its_caller()
    {
        await using var run = VirtualRun.Start(
            Plan(new RestartSpec()).Build(),
            Fake.Process("engine").ListensOn(9000).FromIncarnation(2, again => again.Exits(3))
        );
        await run.ExpectOperational();

        var restart = run.Run.Component("engine").RestartAsync();
        await run.ExpectOutcome(RunOutcome.Failed);

        Assert.Contains("engine exited with code 3", (await Assert.ThrowsAsync<InvalidOperationException>(() => restart)).Message);
    }

    [Fact]
    public async Task Nothing_restarts_once_the_run_is_over()
    {
        await using var run = VirtualRun.Start(Plan(new RestartSpec()).Build());
        await run.ExpectOperational();
        await StopAsync(run);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => run.Run.Component("engine").RestartAsync());

        Assert.Contains("start a new one", refused.Message);
    }

    [Fact]
    public async Task A_restart_of_an_unknown_component_is_refused_by_name()
    {
        await using var run = VirtualRun.Start(Plan(new RestartSpec()).Build());

        Assert.Contains("has no component \"engin\"", Assert.Throws<KeyNotFoundException>(() => run.Run.Component("engin")).Message);
    }

    private static Task StopAsync(VirtualRun run)
    {
        _ = run.Run.StopAsync();
        return run.ExpectOutcome(RunOutcome.Interrupted);
    }
}
