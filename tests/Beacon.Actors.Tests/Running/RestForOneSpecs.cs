using Akka.Actor;
using Beacon.Actors.Running;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Tests.Running;

public class RestForOneSpecs : RunTest
{
    private static readonly RestartSpec WithDependents = new()
    {
        Policy = RestartMode.OnFailure,
        MinBackoff = TimeSpan.Zero,
        Dependents = DependentsPolicy.Restart,
    };

    [Fact]
    public async Task Dependents_stop_in_reverse_order_before_the_restart_and_start_again_when_it_is_ready()
    {
        Start(Chain());
        foreach (var name in new[] { "engine", "algo", "report", "other" })
            await StartedAsync(name);
        await ExpectAsync<RunOperational>();

        Launcher["engine"].Dies(UnixSignal.SIGKILL);
        Assert.Equal("engine", (await ExpectOfAsync<ComponentRestarting>("report")).Dependency);
        await ExpectOfAsync<ComponentStopping>("report");
        Assert.Empty(Launcher["algo"].Signals);
        Launcher["report"].Dies(UnixSignal.SIGTERM);
        await ExpectOfAsync<ComponentStopping>("algo");
        Assert.Equal(1, Launcher.CountOf("engine"));
        Launcher["algo"].Dies(UnixSignal.SIGTERM);

        var engine = await StartedAsync("engine", 2);
        await ExpectOfAsync<ComponentReady>("engine");
        await StartedAsync("algo", 2);
        await ExpectOfAsync<ComponentReady>("algo");
        await StartedAsync("report", 2);
        Assert.Equal(2, (await ExpectOfAsync<ComponentStarting>("report")).Incarnation);
        Assert.Equal(1, Launcher.CountOf("other"));
        Assert.Empty(Launcher["other"].Signals);
        Assert.Empty(engine.Signals);
        Assert.DoesNotContain(Recorder.Events, happened => happened is RunFinished);
    }

    [Fact]
    public async Task A_run_in_which_dependents_are_stopped_to_start_again_is_not_shown_as_stopping()
    {
        Start(Chain());
        foreach (var name in new[] { "engine", "algo", "report", "other" })
            await StartedAsync(name);
        await ExpectAsync<RunOperational>();
        Launcher["engine"].Dies(UnixSignal.SIGKILL);
        await ExpectOfAsync<ComponentStopping>("report");

        var snapshot = Recorder.Events.Aggregate(RunSnapshot.Before(Chain()), (snapshot, happened) => snapshot.Apply(happened));
        Assert.Equal(RunState.Operational, snapshot.State);
        Assert.Equal(
            (ComponentState.Restarting, ComponentState.Restarting),
            (snapshot.Component("engine").State, snapshot.Component("report").State)
        );
    }

    [Fact]
    public async Task A_dependent_that_crashes_after_its_dependency_restarts_with_it_and_does_not_fail_the_run()
    {
        Start(Plan(Component("engine") with { Restart = WithDependents }, Component("algo", "engine")));
        var engine = await StartedAsync("engine");
        var algo = await StartedAsync("algo");
        await ExpectAsync<RunOperational>();

        engine.Dies(UnixSignal.SIGKILL);
        algo.Exits(1);
        await StartedAsync("engine", 2);
        await StartedAsync("algo", 2);
        await ExpectAsync<ComponentReady>(ready => ready.Component == "algo");
        Assert.DoesNotContain(Recorder.Events, happened => happened is RunFinished);
    }

    [Fact]
    public async Task A_dependent_whose_exit_is_received_before_that_of_its_dependency_restarts_with_it()
    {
        Start(Plan(Component("engine") with { Restart = WithDependents }, Component("algo", "engine")));
        var engine = await StartedAsync("engine");
        var algo = await StartedAsync("algo");
        await ExpectAsync<RunOperational>();

        algo.Exits(1);
        await ExpectOfAsync<ComponentStopped>("algo");
        Time.Advance(TimeSpan.FromMilliseconds(50));
        engine.Dies(UnixSignal.SIGKILL);
        await StartedAsync("engine", 2);
        await StartedAsync("algo", 2);
        await ExpectAsync<ComponentReady>(ready => ready.Component == "algo");
        Assert.DoesNotContain(Recorder.Events, happened => happened is RunFinished);
    }

    [Fact]
    public async Task A_dependent_that_fails_while_its_dependency_runs_fails_the_run()
    {
        Start(Plan(Component("engine") with { Restart = WithDependents }, Component("algo", "engine")));
        var engine = await StartedAsync("engine");
        var algo = await StartedAsync("algo");
        await ExpectAsync<RunOperational>();

        algo.Exits(3);
        await AdvanceUntilAsync(TimeSpan.FromMilliseconds(10), () => engine.Signals.Count > 0);
        engine.Exits(0);
        Assert.Equal((1, "algo"), ((await ExpectResultAsync()).ExitCode, Recorder.Result!.Cause!.Component));
    }

    [Fact]
    public async Task A_dependent_that_has_done_its_work_does_not_do_it_again()
    {
        Start(Plan(Component("engine") with { Restart = WithDependents }, Component("load", "engine") with { FinishesItself = true }));
        var engine = await StartedAsync("engine");
        var load = await StartedAsync("load");
        await ExpectAsync<RunOperational>();
        load.Exits(0);
        await ExpectOfAsync<ComponentStopped>("load");

        engine.Dies(UnixSignal.SIGKILL);
        await StartedAsync("engine", 2);
        await ExpectOfAsync<ComponentReady>("engine");
        Assert.Equal(1, Launcher.CountOf("load"));
    }

    [Fact]
    public async Task A_dependent_that_waits_for_its_dependency_to_be_ready_again_ends_with_the_run()
    {
        Start(
            Plan(
                Component("engine") with
                {
                    Restart = WithDependents with { MinBackoff = TimeSpan.FromSeconds(5) },
                },
                Component("algo", "engine")
            )
        );
        var engine = await StartedAsync("engine");
        var algo = await StartedAsync("algo");
        await ExpectAsync<RunOperational>();
        engine.Dies(UnixSignal.SIGKILL);
        await ExpectOfAsync<ComponentStopping>("algo");
        algo.Dies(UnixSignal.SIGTERM);
        await ExpectOfAsync<ComponentExited>("algo");

        Run.Tell(new RunProtocol.StopRun(UnixSignal.SIGINT));
        Assert.Equal(130, (await ExpectResultAsync()).ExitCode);
        Assert.Equal(2, Launcher.Launched.Count);
    }

    [Fact]
    public async Task A_dependent_that_ignores_its_signal_is_killed_and_starts_again()
    {
        Start(Plan(Component("engine") with { Restart = WithDependents }, Component("algo", "engine")));
        var engine = await StartedAsync("engine");
        var algo = await StartedAsync("algo");
        await ExpectAsync<RunOperational>();
        engine.Dies(UnixSignal.SIGKILL);
        await ExpectOfAsync<ComponentStopping>("algo");
        await AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => algo.Signals.Contains(UnixSignal.SIGKILL));
        algo.Dies(UnixSignal.SIGKILL);
        await StartedAsync("engine", 2);
        await StartedAsync("algo", 2);
    }

    private static RunPlan Chain() =>
        Plan(
                Component("engine") with
                {
                    Restart = WithDependents,
                },
                Component("algo", "engine"),
                Component("report", "algo"),
                Component("other")
            )
            .With(run => run.UntilStopped());
}
