using Akka.Actor;
using Beacon.Actors.Running;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;

namespace Beacon.Actors.Tests.Running;

public class RestartSpecs : RunTest
{
    private static readonly RestartSpec AtOnce = new()
    {
        Policy = RestartMode.OnFailure,
        MinBackoff = TimeSpan.Zero,
        MaxRestarts = 2,
    };

    [Fact]
    public async Task With_zero_backoff_the_next_incarnation_is_launched_as_soon_as_nothing_is_left_of_the_old_one()
    {
        Start(Plan(Component("engine") with { Restart = AtOnce }));
        var first = await StartedAsync("engine");
        await ExpectAsync<RunOperational>();

        first.Reports(new ProcessExited(ExitStatus.Signalled(UnixSignal.SIGKILL), Time.GetTimestamp()));
        var restarting = await ExpectOfAsync<ComponentRestarting>("engine");
        Assert.Equal((1, TimeSpan.Zero), (restarting.Attempt, restarting.Delay));
        Assert.Equal(1, Launcher.CountOf("engine"));

        first.Reports(new ProcessDrained(null));
        await StartedAsync("engine", 2);
        Assert.Equal(2, (await ExpectOfAsync<ComponentStarting>("engine")).Incarnation);
        await ExpectOfAsync<ComponentReady>("engine");
    }

    [Fact]
    public async Task A_successor_is_prepared_only_for_a_component_that_restarts_at_once_and_dismissed_with_the_last_incarnation()
    {
        Start(
            Plan(
                Component("once") with
                {
                    Restart = AtOnce,
                },
                Component("later") with
                {
                    Restart = AtOnce with { MinBackoff = TimeSpan.FromMilliseconds(1) },
                },
                Component("never")
            )
        );
        var first = await StartedAsync("once");
        var others = new[] { await StartedAsync("later"), await StartedAsync("never") };
        Assert.True(first.Spec.RestartsAtOnce);
        Assert.All(others, other => Assert.False(other.Spec.RestartsAtOnce));

        first.Exits(1);
        var second = await StartedAsync("once", 2);
        Assert.Same(first, second.Predecessor);
        Assert.False(first.IsDismissed);

        await ExpectAsync<RunOperational>();
        Time.Advance(TimeSpan.FromSeconds(30));
        await ExpectOfAsync<ComponentStopping>("once");
        Assert.False(second.IsDismissed);
        second.Exits(0);
        foreach (var other in others)
            other.Exits(0);
        await ExpectResultAsync();
        Assert.True(second.IsDismissed);
    }

    [Fact]
    public async Task A_component_that_was_given_up_has_no_prepared_successor()
    {
        Start(Plan(Component("engine") with { Restart = AtOnce with { MaxRestarts = 1 } }));
        (await StartedAsync("engine")).Exits(1);
        var last = await StartedAsync("engine", 2);
        last.Exits(1);
        await ExpectResultAsync();
        Assert.True(last.IsDismissed);
    }

    [Fact]
    public async Task A_restart_waits_for_its_backoff_which_doubles()
    {
        Start(Plan(Component("engine") with { Restart = AtOnce with { MinBackoff = TimeSpan.FromMilliseconds(200), Jitter = 0 } }));
        for (var incarnation = 1; incarnation <= 2; incarnation++)
        {
            (await StartedAsync("engine", incarnation)).Exits(1);
            var delay = (await ExpectOfAsync<ComponentRestarting>("engine")).Delay;
            Assert.Equal(TimeSpan.FromMilliseconds(incarnation == 1 ? 200 : 400), delay);
            var since = Time.GetUtcNow();
            await AdvanceUntilAsync(TimeSpan.FromMilliseconds(10), () => Launcher.CountOf("engine") > incarnation);
            Assert.True(Time.GetUtcNow() - since >= delay);
        }

        await StartedAsync("engine", 3);
    }

    [Fact]
    public async Task A_run_with_restarts_completes_and_its_result_counts_them()
    {
        Start(Plan(Component("engine") with { Restart = AtOnce }));
        (await StartedAsync("engine")).Dies(UnixSignal.SIGSEGV);
        var second = await StartedAsync("engine", 2);
        await ExpectAsync<RunOperational>();

        Time.Advance(TimeSpan.FromSeconds(30));
        await ExpectOfAsync<ComponentStopping>("engine");
        second.Exits(0);
        var result = await ExpectResultAsync();
        Assert.Equal((RunOutcome.Completed, 0), (result.Outcome, result.ExitCode));
        Assert.Equal((1, 4712, ExitStatus.Exited(0)), (result.Components[0].Restarts, result.Components[0].Pid, result.Components[0].Exit));
        Assert.StartsWith("engine was ended by SIGSEGV", Assert.Single(result.Problems).Message);
    }

    [Fact]
    public async Task A_component_that_uses_its_restarts_up_is_given_up_and_fails_the_run()
    {
        Start(Plan(Component("engine") with { Restart = AtOnce }, Component("other")));
        await StartedAsync("other");
        for (var incarnation = 1; incarnation <= 3; incarnation++)
            (await StartedAsync("engine", incarnation)).Exits(7);

        await ExpectOfAsync<ComponentStopping>("other");
        Launcher["other"].Exits(0);
        var result = await ExpectResultAsync();
        Assert.Equal((1, ProblemKind.GaveUp, "engine"), (result.ExitCode, result.Cause!.Kind, result.Cause.Component));
        Assert.Contains("exited with code 7", result.Cause.Message);
        Assert.Contains("given up after 2 restarts within 1m", result.Cause.Message);
        Assert.Equal(3, Launcher.CountOf("engine"));
    }

    [Fact]
    public async Task With_on_failure_continue_a_run_goes_on_without_the_component_that_was_given_up()
    {
        Start(
            Plan(Component("engine") with { Restart = AtOnce with { MaxRestarts = 0 } }, Component("other"))
                .With(run => run.OnFailure(FailurePolicy.Continue))
        );
        var other = await StartedAsync("other");
        await ExpectOfAsync<ComponentReady>("other");
        var engine = await StartedAsync("engine");
        await ExpectAsync<RunOperational>();
        engine.Exits(7);
        await ExpectOfAsync<ComponentStopped>("engine");
        Assert.Empty(other.Signals);

        Time.Advance(TimeSpan.FromSeconds(30));
        await ExpectOfAsync<ComponentStopping>("other");
        other.Exits(0);
        Assert.Equal((1, ProblemKind.GaveUp), ((await ExpectResultAsync()).ExitCode, Recorder.Result!.Cause!.Kind));
    }

    [Fact]
    public async Task A_component_with_a_process_that_can_not_be_killed_is_not_restarted()
    {
        Start(Plan(Component("engine") with { Restart = AtOnce }));
        var engine = await StartedAsync("engine");
        await ExpectAsync<RunOperational>();
        engine.Reports(new ProcessExited(ExitStatus.Exited(1), Time.GetTimestamp()));
        engine.Reports(new ProcessDrained(null, Survivors: "worker (pid 12)"));
        var cause = (await ExpectResultAsync()).Cause!;
        Assert.Equal(ProblemKind.GaveUp, cause.Kind);
        Assert.Contains("engine was not started again, since worker (pid 12) of it still runs", cause.Message);
        Assert.Equal(1, Launcher.CountOf("engine"));
    }

    [Fact]
    public async Task A_component_that_was_given_up_is_shown_so_with_its_reason()
    {
        Start(Plan(Component("engine") with { Restart = AtOnce with { MaxRestarts = 0 } }));
        (await StartedAsync("engine")).Exits(7);
        await ExpectResultAsync();

        var engine = Recorder
            .Events.Aggregate(RunSnapshot.Before(Plan(Component("engine"))), (snapshot, happened) => snapshot.Apply(happened))
            .Component("engine");
        Assert.Equal(ComponentState.GaveUp, engine.State);
        Assert.Contains("after 0 restarts", engine.GaveUpBecause);
    }

    [Fact]
    public async Task After_a_stable_period_the_next_restart_counts_as_the_first()
    {
        Start(Plan(Component("engine") with { Restart = AtOnce }).With(run => run.UntilStopped()));
        (await StartedAsync("engine")).Exits(1);
        Assert.Equal(1, (await ExpectOfAsync<ComponentRestarting>("engine")).Attempt);
        var second = await StartedAsync("engine", 2);
        await ExpectOfAsync<ComponentReady>("engine");

        Time.Advance(TimeSpan.FromSeconds(10));
        second.Exits(1);
        Assert.Equal(1, (await ExpectOfAsync<ComponentRestarting>("engine")).Attempt);
        (await StartedAsync("engine", 3)).Exits(1);
        await ExpectAsync<ProblemRaised>(raised => raised.Problem.Kind == ProblemKind.GaveUp);
    }

    [Fact]
    public async Task A_success_is_restarted_by_the_policy_always_and_a_failure_by_the_policy_on_failure()
    {
        Start(
            Plan(
                Component("always") with
                {
                    Restart = AtOnce with { Policy = RestartMode.Always },
                },
                Component("on-failure") with
                {
                    Restart = AtOnce,
                }
            )
        );
        (await StartedAsync("always")).Exits(0);
        await StartedAsync("always", 2);

        (await StartedAsync("on-failure")).Exits(0);
        await ExpectOfAsync<ComponentStopping>("always");
        Launcher["always"].Exits(0);
        var cause = (await ExpectResultAsync()).Cause!;
        Assert.Equal((ProblemKind.ExitedEarly, "on-failure"), (cause.Kind, cause.Component));
    }

    [Fact]
    public async Task A_success_where_it_may_exit_is_no_reason_to_restart_whatever_the_policy()
    {
        var always = AtOnce with { Policy = RestartMode.Always };
        Start(
            Plan(
                Component("finishes") with
                {
                    FinishesItself = true,
                    Restart = always,
                },
                Component("awaited") with
                {
                    Restart = always,
                },
                Component("ends") with
                {
                    EndsRun = true,
                    Restart = always,
                    DependsOn = [new Dependency("awaited", DependencyCondition.Completed)],
                }
            )
        );
        (await StartedAsync("finishes")).Exits(0);
        (await StartedAsync("awaited")).Exits(0);
        var ends = await StartedAsync("ends");
        await ExpectAsync<RunOperational>();
        ends.Exits(0);

        Assert.Equal(0, (await ExpectResultAsync()).ExitCode);
        Assert.Equal(3, Launcher.Launched.Count);
    }

    [Fact]
    public async Task A_one_shot_that_fails_is_tried_again_and_its_dependent_waits_for_its_success()
    {
        Start(
            Plan(
                Component("migrate") with
                {
                    Restart = AtOnce,
                },
                Component("server") with
                {
                    DependsOn = [new Dependency("migrate", DependencyCondition.Completed)],
                }
            )
        );
        (await StartedAsync("migrate")).Exits(1);
        (await StartedAsync("migrate", 2)).Exits(0);
        await StartedAsync("server");
        await ExpectAsync<RunOperational>();
    }

    [Fact]
    public async Task A_program_that_could_not_be_started_is_tried_again()
    {
        Start(Plan(Component("engine") with { Restart = AtOnce }));
        await UntilAsync(() => Launcher.CountOf("engine") == 1);
        Launcher["engine"].FailsToStart("text file busy");
        await StartedAsync("engine", 2);
        await ExpectAsync<RunOperational>();
    }

    [Fact]
    public async Task A_component_that_is_not_ready_in_time_is_killed_and_restarted()
    {
        Start(Plan(Component("engine") with { Ready = ListensOn(9000), Restart = AtOnce }));
        var first = await StartedAsync("engine");
        await ExpectOfAsync<ComponentStarting>("engine");
        await AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => first.Signals.Count > 0);
        await ExpectOfAsync<ComponentKilled>("engine");
        Assert.Equal([UnixSignal.SIGKILL], first.Signals);
        first.Dies(UnixSignal.SIGKILL);

        var second = await StartedAsync("engine", 2);
        second.ListensOn(9000);
        await AdvanceUntilAsync(TimeSpan.FromMilliseconds(25), () => Recorder.Events.OfType<RunOperational>().Any());
    }

    [Fact]
    public async Task A_dependent_does_not_start_on_the_readiness_of_a_dead_incarnation()
    {
        Start(
            Plan(
                Component("slow") with
                {
                    Ready = ListensOn(1),
                },
                Component("engine") with
                {
                    Ready = ListensOn(2),
                    Restart = AtOnce,
                },
                Component("algo", "slow", "engine")
            )
        );
        var slow = await StartedAsync("slow");
        var first = await StartedAsync("engine");
        first.ListensOn(2);
        await AdvanceUntilAsync(TimeSpan.FromMilliseconds(25), () => Recorder.Events.OfType<ComponentReady>().Any());
        first.Dies(UnixSignal.SIGKILL);
        var second = await StartedAsync("engine", 2);

        slow.ListensOn(1);
        await AdvanceUntilAsync(
            TimeSpan.FromMilliseconds(25),
            () => Recorder.Events.OfType<ComponentReady>().Any(ready => ready.Component == "slow")
        );
        await ExpectOfAsync<ComponentReady>("slow");
        Assert.DoesNotContain("algo", Launcher.Launched);

        second.ListensOn(2);
        await AdvanceUntilAsync(TimeSpan.FromMilliseconds(25), () => Launcher.CountOf("algo") == 1);
    }

    [Fact]
    public async Task A_component_that_exits_at_the_moment_of_its_readiness_is_no_longer_ready()
    {
        Start(
            Plan(
                Component("slow") with
                {
                    Ready = ListensOn(1),
                },
                Component("engine") with
                {
                    Ready = new Readiness { Probes = [new LogProbe(new("ready"), null)] },
                    Restart = AtOnce with { MinBackoff = TimeSpan.FromSeconds(1) },
                },
                Component("algo", "slow", "engine")
            )
        );
        var slow = await StartedAsync("slow");
        (await StartedAsync("engine")).Prints("ready").Dies(UnixSignal.SIGKILL);
        await ExpectOfAsync<ComponentReady>("engine");
        await ExpectOfAsync<ComponentRestarting>("engine");

        slow.ListensOn(1);
        await AdvanceUntilAsync(
            TimeSpan.FromMilliseconds(1),
            () => Recorder.Events.OfType<ComponentReady>().Any(ready => ready.Component == "slow")
        );
        Assert.DoesNotContain("algo", Launcher.Launched);
    }

    [Fact]
    public async Task Dependents_that_need_not_restart_run_on_while_their_dependency_restarts()
    {
        Start(Plan(Component("engine") with { Restart = AtOnce }, Component("algo", "engine")));
        var engine = await StartedAsync("engine");
        var algo = await StartedAsync("algo");
        await ExpectAsync<RunOperational>();
        engine.Dies(UnixSignal.SIGKILL);
        await StartedAsync("engine", 2);
        await ExpectOfAsync<ComponentReady>("engine");

        Assert.Empty(algo.Signals);
        Assert.Equal(1, Launcher.CountOf("algo"));
    }

    [Fact]
    public async Task A_stop_during_the_backoff_ends_the_component_and_its_log_is_still_read()
    {
        Start(Plan(Component("engine") with { Restart = AtOnce with { MinBackoff = TimeSpan.FromSeconds(5) } }, Component("other")));
        await StartedAsync("other");
        (await StartedAsync("engine")).Exits(1);
        await ExpectOfAsync<ComponentRestarting>("engine");

        Run.Tell(new RunProtocol.StopRun(UnixSignal.SIGINT));
        await ExpectOfAsync<ComponentStopped>("engine");
        Launcher["other"].Exits(0);
        Assert.Equal((RunOutcome.Interrupted, 130), ((await ExpectResultAsync()).Outcome, Recorder.Result!.ExitCode));
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, Launcher.CountOf("engine"));
    }

    [Fact]
    public async Task A_component_that_crashes_while_the_run_stops_does_not_restart()
    {
        Start(Plan(Component("engine") with { Restart = AtOnce }, Component("algo", "engine")));
        var engine = await StartedAsync("engine");
        var algo = await StartedAsync("algo");
        await ExpectAsync<RunOperational>();
        Run.Tell(new RunProtocol.StopRun(UnixSignal.SIGTERM));
        await ExpectOfAsync<ComponentStopping>("algo");

        engine.Dies(UnixSignal.SIGSEGV);
        await ExpectOfAsync<ComponentStopped>("engine");
        algo.Exits(0);
        Assert.Equal((143, 1), ((await ExpectResultAsync()).ExitCode, Launcher.CountOf("engine")));
    }

    [Fact]
    public async Task A_storm_of_restarts_ends_when_they_are_used_up()
    {
        Start(Plan(Component("engine") with { Restart = AtOnce with { MaxRestarts = 500 } }));
        for (var incarnation = 1; incarnation <= 501; incarnation++)
            (await StartedAsync("engine", incarnation)).Exits(1);
        var result = await ExpectResultAsync();
        Assert.Equal((ProblemKind.GaveUp, 500), (result.Cause!.Kind, result.Components[0].Restarts));
    }

    [Fact]
    public async Task CPU_time_is_that_of_all_incarnations()
    {
        Start(Plan(Component("a") with { Restart = AtOnce }));
        var first = await StartedAsync("a");
        await ExpectAsync<RunOperational>();
        first.Usage = new ResourceUsage(TimeSpan.FromSeconds(7), 4096, 2, 1);
        Time.Advance(TimeSpan.FromSeconds(1));
        await ExpectOfAsync<ResourcesSampled>("a");
        first.Exits(1);

        var second = await StartedAsync("a", 2);
        await ExpectOfAsync<ComponentReady>("a");
        second.Usage = new ResourceUsage(TimeSpan.FromSeconds(2), 1024, 2, 1);
        Time.Advance(TimeSpan.FromSeconds(29));
        await ExpectOfAsync<ComponentStopping>("a");
        second.Exits(0);
        var component = (await ExpectResultAsync()).Components[0];
        Assert.Equal((TimeSpan.FromSeconds(9), 4096L), (component.CpuTime!.Value, component.MaxRssBytes!.Value));
    }

    private static Readiness ListensOn(int port) => new() { Probes = [new TcpListenProbe([new LocalEndpoint(null, port)])] };
}
