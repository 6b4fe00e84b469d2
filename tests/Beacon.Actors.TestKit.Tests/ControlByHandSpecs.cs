using Beacon.Actors.Controlling;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.TestKit.Tests;

/// <summary>Orders that a person gives to a living run: what they mean in every state of a component.</summary>
public class ControlByHandSpecs
{
    private static readonly ControlPeer Somebody = new(1000, 42, "beacon");

    private static RunPlanBuilder Plan(RestartSpec? restart = null) =>
        RunPlan
            .Create()
            .UntilStopped()
            .Add("engine", c => c.Run("engine").ReadyWhen(Probe.TcpListen(9000)).Restarts(restart ?? new RestartSpec()))
            .Add("algo", c => c.Run("algo").DependsOn("engine"));

    [Fact]
    public async Task A_stopped_component_stays_down_without_a_failure_and_its_dependents_run_on()
    {
        await using var run = VirtualRun.Start(Plan().Build());
        await run.ExpectOperational();

        Assert.Equal(ControlResult.Done, await Order(run, ControlAction.Stop, "engine"));
        await run.AdvanceAsync(1.Minutes());

        Assert.Equal(["engine"], run.Events.OfType<ComponentStopping>().Select(stopping => stopping.Component));
        Assert.Empty(run.Events.OfType<ComponentRestarting>());
        var snapshot = await run.Run.SnapshotAsync();
        Assert.Equal(ComponentState.Stopped, snapshot!.Component("engine").State);
        Assert.Equal(ComponentState.Ready, snapshot.Component("algo").State);
        Assert.Equal(RunState.Operational, snapshot.State);
        Assert.Equal(RunOutcome.Completed, (await StopAsync(run)).Outcome);
    }

    [Fact]
    public async Task A_stopped_component_starts_again_when_somebody_says_so()
    {
        await using var run = VirtualRun.Start(Plan().Build());
        await run.ExpectOperational();
        await Order(run, ControlAction.Stop, "engine");

        var start = Order(run, ControlAction.Start, "engine");
        await run.ExpectReady("engine", incarnation: 2);

        Assert.Equal(ControlResult.Done, await start);
        Assert.Equal(ComponentState.Ready, (await run.Run.SnapshotAsync())!.Component("engine").State);
        await StopAsync(run);
    }

    [Fact]
    public async Task Dependents_stop_with_it_and_come_back_with_it_where_the_plan_says_so()
    {
        await using var run = VirtualRun.Start(Plan(new RestartSpec { Dependents = DependentsPolicy.Restart }).Build());
        await run.ExpectOperational();

        await Order(run, ControlAction.Stop, "engine");
        await run.ExpectStopOrder("algo", "engine");
        await run.AdvanceAsync(1.Minutes());
        Assert.Equal(2, run.Events.OfType<ComponentStarting>().Count());

        await Order(run, ControlAction.Start, "engine");
        await run.ExpectReady("algo", incarnation: 2);
        await StopAsync(run);
    }

    [Fact]
    public async Task A_second_stop_changes_nothing()
    {
        await using var run = VirtualRun.Start(
            Plan().Build(),
            Fake.Process("engine").ListensOn(9000).ExitsWhenSignalled(UnixSignal.SIGTERM, after: 1.Seconds())
        );
        await run.ExpectOperational();

        var (first, second) = (Order(run, ControlAction.Stop, "engine"), Order(run, ControlAction.Stop, "engine"));
        await run.AdvanceAsync(2.Seconds());
        Assert.Equal(ControlResult.Done, await first);
        Assert.Equal(ControlResult.Done, await second);
        var third = await Order(run, ControlAction.Stop, "engine");

        Assert.Equal((null, false), (third.Refusal, third.HasChanged));
        Assert.Single(run.Events.OfType<ComponentStopping>());
        await StopAsync(run);
    }

    [Fact]
    public async Task A_start_while_the_component_is_still_stopping_starts_it_afterwards()
    {
        await using var run = VirtualRun.Start(
            Plan().Build(),
            Fake.Process("engine").ListensOn(9000).ExitsWhenSignalled(UnixSignal.SIGTERM, after: 1.Seconds())
        );
        await run.ExpectOperational();

        var (stop, start) = (Order(run, ControlAction.Stop, "engine"), Order(run, ControlAction.Start, "engine"));
        await run.ExpectReady("engine", incarnation: 2);

        Assert.Equal(ControlResult.Done, await start);
        Assert.False(stop.IsFaulted);
        await StopAsync(run);
    }

    [Fact]
    public async Task A_restart_of_a_stopped_component_starts_it()
    {
        await using var run = VirtualRun.Start(Plan().Build());
        await run.ExpectOperational();
        await Order(run, ControlAction.Stop, "engine");

        var restart = Order(run, ControlAction.Restart, "engine");
        await run.ExpectReady("engine", incarnation: 2);

        Assert.Equal(ControlResult.Done, await restart);
        await StopAsync(run);
    }

    [Fact]
    public async Task A_stop_during_a_restart_ends_the_restart_and_its_caller_is_told()
    {
        await using var run = VirtualRun.Start(
            Plan().Build(),
            Fake.Process("engine").ListensOn(9000).ExitsWhenSignalled(UnixSignal.SIGTERM, after: 1.Seconds())
        );
        await run.ExpectOperational();

        var (restart, stop) = (Order(run, ControlAction.Restart, "engine"), Order(run, ControlAction.Stop, "engine"));
        await run.AdvanceAsync(1.Minutes());

        Assert.Equal(ControlResult.Done, await stop);
        Assert.Equal(ControlFault.Stopped, (await restart).Refusal!.Fault);
        Assert.Equal(1, run.Events.OfType<ComponentStarting>().Count(starting => starting.Component == "engine"));
        await StopAsync(run);
    }

    [Fact]
    public async Task A_stop_during_the_backoff_ends_the_restarts()
    {
        var restart = new RestartSpec
        {
            Policy = RestartMode.OnFailure,
            MinBackoff = TimeSpan.FromSeconds(10),
            MaxBackoff = TimeSpan.FromSeconds(10),
        };
        await using var run = VirtualRun.Start(
            Plan(restart).Build(),
            Fake.Process("engine").ListensOn(9000).ExitsAfter(5.Seconds(), code: 1)
        );
        await run.Expect<ComponentRestarting>();

        Assert.Equal(ControlResult.Done, await Order(run, ControlAction.Stop, "engine"));
        await run.AdvanceAsync(1.Minutes());

        Assert.Equal(1, run.Events.OfType<ComponentStarting>().Count(starting => starting.Component == "engine"));
        await StopAsync(run);
    }

    [Fact]
    public async Task A_component_that_waits_for_its_dependency_and_is_stopped_does_not_start_and_the_run_goes_on_without_it()
    {
        await using var run = VirtualRun.Start(Plan().Build(), Fake.Process("engine").After(5.Seconds()).ListensOn(9000));
        await run.Expect<ComponentStarting>();

        Assert.Equal(ControlResult.Done, await Order(run, ControlAction.Stop, "algo"));
        await run.ExpectReady("engine");
        await run.AdvanceAsync(5.Minutes());
        Assert.Single(run.Events.OfType<ComponentStarting>());
        Assert.Empty(run.Events.OfType<RunOperational>());

        await Order(run, ControlAction.Start, "algo");
        await run.ExpectOperational();
        await StopAsync(run);
    }

    [Fact]
    public async Task A_component_whose_dependency_was_stopped_is_not_started_and_the_refusal_names_it()
    {
        await using var run = VirtualRun.Start(Plan().Build());
        await run.ExpectOperational();
        await Order(run, ControlAction.Stop, "engine");
        await Order(run, ControlAction.Stop, "algo");

        var refused = (await Order(run, ControlAction.Start, "algo")).Refusal!;

        Assert.Equal(ControlFault.DependencyStopped, refused.Fault);
        Assert.Contains("start engine first", refused.Message);
        await StopAsync(run);
    }

    [Fact]
    public async Task A_run_whose_components_were_all_stopped_waits_for_somebody_to_start_them()
    {
        await using var run = VirtualRun.Start(Plan().Build());
        await run.ExpectOperational();

        await Order(run, ControlAction.Stop, "algo");
        await Order(run, ControlAction.Stop, "engine");
        await run.AdvanceAsync(60.Minutes());

        Assert.Empty(run.Events.OfType<RunFinished>());
        Assert.Equal(RunOutcome.Completed, (await StopAsync(run)).Outcome);
    }

    [Theory]
    [InlineData(ControlAction.Start, ControlFault.GaveUp)]
    [InlineData(ControlAction.Restart, ControlFault.GaveUp)]
    [InlineData(ControlAction.Signal, ControlFault.NotRunning)]
    public async Task Nothing_can_be_done_with_a_component_that_was_given_up(ControlAction action, ControlFault fault)
    {
        await using var run = VirtualRun.Start(
            Plan().OnFailure(FailurePolicy.Continue).Build(),
            Fake.Process("engine").ListensOn(9000).ExitsAfter(5.Seconds(), code: 1)
        );
        await run.Expect<ProblemRaised>(raised => raised.Problem.Kind == ProblemKind.Crashed);
        await run.AdvanceAsync(1.Seconds());

        Assert.Equal(fault, (await Order(run, action, "engine")).Refusal!.Fault);
        Assert.Empty(run.Events.OfType<RunControlled>());
    }

    [Fact]
    public async Task A_signal_reaches_the_processes_and_is_recorded_with_who_sent_it()
    {
        await using var run = VirtualRun.Start(Plan().Build(), Fake.Process("engine").ListensOn(9000).Ignores(UnixSignal.SIGUSR1));
        await run.ExpectOperational();

        Assert.Equal(ControlResult.Done, await Order(run, ControlAction.Signal, "engine", UnixSignal.SIGUSR1));

        Assert.Contains(UnixSignal.SIGUSR1, run.Process("engine").Signals);
        var control = Assert.Single(run.Events.OfType<RunControlled>());
        Assert.Equal((ControlAction.Signal, "engine", UnixSignal.SIGUSR1), (control.Action, control.Component, control.Signal));
        Assert.Equal(Somebody, control.By);
        await StopAsync(run);
    }

    [Fact]
    public async Task A_signal_to_a_component_without_a_process_is_refused()
    {
        await using var run = VirtualRun.Start(Plan().Build());
        await run.ExpectOperational();
        await Order(run, ControlAction.Stop, "engine");

        Assert.Equal(ControlFault.NotRunning, (await Order(run, ControlAction.Signal, "engine", UnixSignal.SIGUSR1)).Refusal!.Fault);
        await StopAsync(run);
    }

    [Fact]
    public async Task An_unknown_component_is_refused_with_the_nearest_name()
    {
        await using var run = VirtualRun.Start(Plan().Build());
        await run.ExpectOperational();

        var refused = (await Order(run, ControlAction.Stop, "engin")).Refusal!;

        Assert.Equal(ControlFault.NoSuchComponent, refused.Fault);
        Assert.Contains("did you mean \"engine\"", refused.Message);
        await StopAsync(run);
    }

    [Fact]
    public async Task A_run_that_was_touched_by_hand_is_not_comparable()
    {
        await using var run = VirtualRun.Start(
            Plan().For(1.Minutes()).Build(),
            Fake.Process("engine").ListensOn(9000).Ignores(UnixSignal.SIGUSR1)
        );
        await run.ExpectOperational();
        await Order(run, ControlAction.Signal, "engine", UnixSignal.SIGUSR1);
        await Order(run, ControlAction.Signal, "engine", UnixSignal.SIGUSR1);

        var result = await run.ExpectOutcome(RunOutcome.Completed);

        Assert.Single(result.Problems, problem => problem.Kind == ProblemKind.TouchedByHand);
        Assert.Contains(result.NotComparable, why => why.Contains("signal of engine: beacon (pid 42, uid 1000)"));
    }

    [Fact]
    public async Task A_run_with_a_duration_that_is_stopped_by_hand_is_interrupted()
    {
        await using var run = VirtualRun.Start(Plan().For(1.Minutes()).Build());
        await run.ExpectOperational();

        Assert.Equal(143, (await StopAsync(run, RunOutcome.Interrupted)).ExitCode);
    }

    [Fact]
    public async Task A_run_that_is_killed_by_hand_kills_its_components_at_once()
    {
        await using var run = VirtualRun.Start(Plan().Build(), Fake.Process("engine").ListensOn(9000).Ignores(UnixSignal.SIGTERM));
        await run.ExpectOperational();

        await run.Run.ControlAsync(new ControlOrder(ControlAction.Kill, Somebody));

        Assert.Equal(137, (await run.ExpectOutcome(RunOutcome.Interrupted)).ExitCode);
    }

    [Fact]
    public async Task A_component_that_is_killed_by_hand_stays_down_without_a_failure()
    {
        await using var run = VirtualRun.Start(Plan().Build(), Fake.Process("engine").ListensOn(9000).Ignores(UnixSignal.SIGTERM));
        await run.ExpectOperational();

        Assert.Equal(ControlResult.Done, await Order(run, ControlAction.Kill, "engine"));

        Assert.Single(run.Events.OfType<ComponentKilled>());
        Assert.Equal(ComponentState.Stopped, (await run.Run.SnapshotAsync())!.Component("engine").State);
        await StopAsync(run);
    }

    [Fact]
    public async Task Pending_orders_are_answered_when_the_run_is_stopped()
    {
        await using var run = VirtualRun.Start(
            Plan().Build(),
            Fake.Process("engine").ListensOn(9000).FromIncarnation(2, again => Fake.Process("engine"))
        );
        await run.ExpectOperational();
        await Order(run, ControlAction.Stop, "engine");
        var start = Order(run, ControlAction.Start, "engine");
        await run.Expect<ComponentStarting>(starting => starting.Incarnation == 2);

        await StopAsync(run);

        Assert.Equal(ControlFault.RunEnding, (await start).Refusal!.Fault);
    }

    private static Task<ControlResult> Order(VirtualRun run, ControlAction action, string component, UnixSignal? signal = null) =>
        run.Run.ControlAsync(
            new ControlOrder(action, Somebody)
            {
                Component = component,
                Signal = signal ?? (action == ControlAction.Signal ? UnixSignal.SIGHUP : null),
            }
        );

    private static async Task<RunResult> StopAsync(VirtualRun run, RunOutcome outcome = RunOutcome.Completed)
    {
        await run.Run.ControlAsync(new ControlOrder(ControlAction.Stop, Somebody));
        return await run.ExpectOutcome(outcome);
    }
}
