using Akka.Actor;
using Beacon.Actors.Messages;
using Beacon.Actors.Running;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;

namespace Beacon.Actors.Tests.Running;

public class RunActorSpecs : RunTest
{
    [Fact]
    public async Task A_component_starts_when_its_own_dependency_is_ready_and_not_before()
    {
        Start(Plan(Component("engine") with { Ready = ListensOn(9000) }, Component("algo", "engine"), Component("other")));

        var engine = await StartedAsync("engine");
        await StartedAsync("other");
        await ExpectOfAsync<ComponentReady>("other");
        Assert.DoesNotContain("algo", Launcher.Launched);

        engine.ListensOn(9000);
        await AdvanceUntilAsync(TimeSpan.FromMilliseconds(25), () => Launcher.Launched.Contains("algo"));
        await StartedAsync("algo");
        await ExpectAsync<RunOperational>();
    }

    [Fact]
    public async Task A_run_lasts_its_duration_from_operational_and_completes()
    {
        Start(Plan(Component("engine")));
        var engine = await StartedAsync("engine");
        await ExpectAsync<RunOperational>();

        Time.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
        Assert.Empty(engine.Signals);
        Time.Advance(TimeSpan.FromTicks(1));
        await ExpectOfAsync<ComponentStopping>("engine");
        Assert.Equal([UnixSignal.SIGTERM], engine.Signals);
        engine.Dies(UnixSignal.SIGTERM);

        var result = await ExpectResultAsync();
        Assert.Equal(RunOutcome.Completed, result.Outcome);
        Assert.Equal(0, result.ExitCode);
        Assert.Null(result.Cause);
        Assert.Empty(result.Problems);
    }

    [Fact]
    public async Task Levels_stop_in_reverse_order_each_when_the_one_above_is_gone()
    {
        Start(Plan(Component("a"), Component("b", "a"), Component("c", "b")));
        foreach (var name in new[] { "a", "b", "c" })
            await StartedAsync(name);
        await ExpectAsync<RunOperational>();

        Run.Tell(new RunProtocol.StopRun(UnixSignal.SIGINT));
        foreach (var name in new[] { "c", "b", "a" })
        {
            await ExpectOfAsync<ComponentStopping>(name);
            Assert.Equal(
                ["c", "b", "a"],
                Recorder.Events.OfType<ComponentStopping>().Select(stopping => stopping.Component).Concat(Rest(name))
            );
            Launcher[name].Exits(0);
        }

        var result = await ExpectResultAsync();
        Assert.Equal((RunOutcome.Interrupted, 130), (result.Outcome, result.ExitCode));

        static IEnumerable<string> Rest(string stopping) =>
            stopping switch
            {
                "c" => ["b", "a"],
                "b" => ["a"],
                _ => [],
            };
    }

    [Fact]
    public async Task A_crash_fails_the_run_and_is_its_cause_whatever_follows_from_it()
    {
        Start(Plan(Component("engine"), Component("algo", "engine")));
        var engine = await StartedAsync("engine");
        var algo = await StartedAsync("algo");
        await ExpectAsync<RunOperational>();

        engine.Dies(UnixSignal.SIGSEGV);
        await ExpectOfAsync<ComponentStopping>("algo");
        algo.Exits(1);

        var result = await ExpectResultAsync();
        Assert.Equal((RunOutcome.Failed, 1), (result.Outcome, result.ExitCode));
        Assert.Equal((ProblemKind.Crashed, "engine"), (result.Cause!.Kind, result.Cause.Component));
        Assert.Contains("SIGSEGV", result.Cause.Message);
        Assert.Contains(result.Problems, problem => problem is { Kind: ProblemKind.AbnormalStop, Component: "algo" });
    }

    [Fact]
    public async Task Of_two_crashes_the_earlier_is_the_cause_although_it_is_received_second()
    {
        Start(Plan(Component("engine"), Component("algo", "engine")));
        var engine = await StartedAsync("engine");
        var algo = await StartedAsync("algo");
        await ExpectAsync<RunOperational>();

        var earlier = Time.GetTimestamp();
        Time.Advance(TimeSpan.FromMilliseconds(1));
        algo.Exits(1);
        await ExpectOfAsync<ComponentStopping>("engine");
        engine.Ends(ExitStatus.Signalled(UnixSignal.SIGKILL), earlier);

        Assert.Equal("engine", (await ExpectResultAsync()).Cause!.Component);
    }

    [Fact]
    public async Task A_success_that_comes_too_early_is_a_failure()
    {
        Start(Plan(Component("engine")));
        (await StartedAsync("engine")).Exits(0);

        var result = await ExpectResultAsync();
        Assert.Equal((1, ProblemKind.ExitedEarly), (result.ExitCode, result.Cause!.Kind));
    }

    [Fact]
    public async Task A_component_that_ends_the_run_ends_it_as_completed()
    {
        Start(Plan(Component("engine"), Component("algo", "engine") with { EndsRun = true }));
        var engine = await StartedAsync("engine");
        var algo = await StartedAsync("algo");
        await ExpectAsync<RunOperational>();

        algo.Exits(0);
        await ExpectOfAsync<ComponentStopping>("engine");
        engine.Exits(0);
        Assert.Equal(0, (await ExpectResultAsync()).ExitCode);
    }

    [Fact]
    public async Task A_component_that_finishes_itself_is_awaited_after_the_duration_before_anything_is_signalled()
    {
        Start(Plan(Component("engine"), Component("algo", "engine") with { FinishesItself = true }));
        var engine = await StartedAsync("engine");
        var algo = await StartedAsync("algo");
        await ExpectAsync<RunOperational>();

        Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Empty(algo.Signals);
        algo.Exits(0);
        await ExpectOfAsync<ComponentStopping>("engine");
        Assert.Empty(algo.Signals);
        engine.Exits(0);
        Assert.Equal(0, (await ExpectResultAsync()).ExitCode);
    }

    [Fact]
    public async Task A_component_that_does_not_finish_in_time_is_stopped_and_reported()
    {
        Start(Plan(Component("algo") with { FinishesItself = true }));
        var algo = await StartedAsync("algo");
        await ExpectAsync<RunOperational>();

        await AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => algo.Signals.Count > 0);
        algo.Exits(0);
        var result = await ExpectResultAsync();
        Assert.Equal(0, result.ExitCode);
        Assert.Contains(result.Problems, problem => problem.Kind == ProblemKind.NotFinished);
    }

    [Fact]
    public async Task A_component_that_is_not_ready_in_time_fails_the_run_with_the_last_observation()
    {
        Start(Plan(Component("engine") with { Ready = ListensOn(9000) }));
        var engine = await StartedAsync("engine");
        await ExpectOfAsync<ComponentStarting>("engine");

        await AdvanceUntilAsync(TimeSpan.FromMilliseconds(500), () => engine.Signals.Count > 0);
        engine.Dies(UnixSignal.SIGTERM);
        var result = await ExpectResultAsync();
        Assert.Equal((1, ProblemKind.NotReady), (result.ExitCode, result.Cause!.Kind));
        Assert.Contains("tcp-listen 9000", result.Cause.Message);
    }

    [Fact]
    public async Task A_start_that_takes_too_long_fails_the_run_and_names_what_is_not_ready()
    {
        Start(Plan(Component("a") with { Ready = ListensOn(1) with { Timeout = TimeSpan.FromHours(1) } }, Component("b", "a")));
        var a = await StartedAsync("a");
        await ExpectOfAsync<ComponentStarting>("a");

        Time.Advance(TimeSpan.FromSeconds(60));
        await ExpectOfAsync<ComponentStopping>("a");
        a.Exits(0);
        var cause = (await ExpectResultAsync()).Cause!;
        Assert.Equal(ProblemKind.StartTimeout, cause.Kind);
        Assert.Contains("a, b", cause.Message);
        Assert.DoesNotContain("b", Launcher.Launched);
    }

    [Fact]
    public async Task A_program_that_could_not_be_started_fails_the_run()
    {
        Start(Plan(Component("engine")));
        await UntilAsync(() => Launcher.Launched.Count == 1);
        Launcher["engine"].FailsToStart("exec format error");

        var result = await ExpectResultAsync();
        Assert.Equal(ProblemKind.CouldNotStart, result.Cause!.Kind);
        Assert.Contains("exec format error", result.Cause.Message);
    }

    [Fact]
    public async Task A_component_that_ignores_its_signal_is_killed_and_the_run_stays_completed()
    {
        Start(
            Plan(
                Component("engine") with
                {
                    Stop = new StopSpec { Signal = UnixSignal.SIGINT, Timeout = TimeSpan.FromSeconds(3) },
                }
            )
        );
        var engine = await StartedAsync("engine");
        await ExpectAsync<RunOperational>();
        Time.Advance(TimeSpan.FromSeconds(30));
        await ExpectOfAsync<ComponentStopping>("engine");

        Time.Advance(TimeSpan.FromSeconds(3));
        await ExpectOfAsync<ComponentKilled>("engine");
        Assert.Equal([UnixSignal.SIGINT, UnixSignal.SIGKILL], engine.Signals);
        engine.Dies(UnixSignal.SIGKILL);

        var result = await ExpectResultAsync();
        Assert.Equal(RunOutcome.Completed, result.Outcome);
        Assert.True(result.Components[0].Killed);
        Assert.Contains(result.Problems, problem => problem.Kind == ProblemKind.StopIgnored && problem.Message.Contains("SIGINT for 3s"));
    }

    [Fact]
    public async Task A_dependent_waits_for_the_completion_of_a_one_shot()
    {
        Start(
            Plan(Component("migrate"), Component("server") with { DependsOn = [new Dependency("migrate", DependencyCondition.Completed)] })
        );
        var migrate = await StartedAsync("migrate");
        await ExpectOfAsync<ComponentReady>("migrate");
        Assert.DoesNotContain("server", Launcher.Launched);

        migrate.Exits(0);
        await StartedAsync("server");
        await ExpectAsync<RunOperational>();
    }

    [Fact]
    public async Task With_on_failure_continue_the_run_goes_on_to_its_end_and_has_failed_then()
    {
        Start(Plan(Component("a"), Component("b")).With(run => run.OnFailure(FailurePolicy.Continue)));
        var a = await StartedAsync("a");
        var b = await StartedAsync("b");
        await ExpectAsync<RunOperational>();

        a.Exits(3);
        await ExpectOfAsync<ComponentStopped>("a");
        Assert.Empty(b.Signals);
        Time.Advance(TimeSpan.FromSeconds(30));
        await ExpectOfAsync<ComponentStopping>("b");
        b.Exits(0);
        var result = await ExpectResultAsync();
        Assert.Equal((1, "a"), (result.ExitCode, result.Cause!.Component));
    }

    [Fact]
    public async Task A_run_in_which_nothing_is_left_ends_before_its_duration()
    {
        Start(Plan(Component("a") with { FinishesItself = true }));
        (await StartedAsync("a")).Exits(0);
        Assert.Equal(0, (await ExpectResultAsync()).ExitCode);
    }

    [Fact]
    public async Task A_stop_while_a_component_waits_and_another_starts_ends_both()
    {
        Start(Plan(Component("a"), Component("b", "a")));
        await UntilAsync(() => Launcher.Launched.Count == 1);
        Run.Tell(new RunProtocol.StopRun(UnixSignal.SIGTERM));
        await UntilAsync(() => Launcher["a"].Signals.Count == 1);
        Launcher["a"].Starts().Dies(UnixSignal.SIGTERM);

        var result = await ExpectResultAsync();
        Assert.Equal(143, result.ExitCode);
        Assert.Equal(["a"], Launcher.Launched);
    }

    [Fact]
    public async Task A_kill_in_the_middle_of_a_stop_kills_every_level_at_once()
    {
        Start(Plan(Component("a"), Component("b", "a")));
        var a = await StartedAsync("a");
        var b = await StartedAsync("b");
        await ExpectAsync<RunOperational>();
        Run.Tell(new RunProtocol.StopRun(UnixSignal.SIGINT));
        await ExpectOfAsync<ComponentStopping>("b");

        Run.Tell(new RunProtocol.KillRun());
        await UntilAsync(() => a.Signals.Contains(UnixSignal.SIGKILL) && b.Signals.Contains(UnixSignal.SIGKILL));
        a.Dies(UnixSignal.SIGKILL);
        b.Dies(UnixSignal.SIGKILL);
        var result = await ExpectResultAsync();
        Assert.Equal(130, result.ExitCode);
        Assert.DoesNotContain(result.Problems, problem => problem.Kind == ProblemKind.AbnormalStop);
    }

    [Fact]
    public async Task A_shutdown_phase_that_asks_for_a_level_is_answered_when_that_level_is_gone()
    {
        Start(Plan(Component("a"), Component("b", "a")));
        var a = await StartedAsync("a");
        var b = await StartedAsync("b");
        await ExpectAsync<RunOperational>();

        Run.Tell(new RunProtocol.StopLevel(2), TestActor);
        await ExpectOfAsync<ComponentStopping>("b");
        b.Exits(0);
        await ExpectMsgAsync<RunProtocol.LevelStopped>(stopped => Assert.Equal(2, stopped.Level));
        Run.Tell(new RunProtocol.StopLevel(1), TestActor);
        await ExpectOfAsync<ComponentStopping>("a");
        a.Exits(0);
        await ExpectMsgAsync<RunProtocol.LevelStopped>(stopped => Assert.Equal(1, stopped.Level));
        Assert.Equal(143, (await ExpectResultAsync()).ExitCode);
    }

    [Fact]
    public async Task A_fault_of_an_actor_is_our_defect_and_fails_the_run()
    {
        Start(Plan(Component("a"), Component("b")));
        var a = await StartedAsync("a");
        var b = await StartedAsync("b");
        await ExpectAsync<RunOperational>();

        Sys.ActorSelection(Run.Path / RunActor.ProcessActorName("a")).Tell(Kill.Instance);
        await ExpectOfAsync<ComponentStopping>("b");
        b.Exits(0);
        var result = await ExpectResultAsync();
        Assert.Equal((1, ProblemKind.InternalFault), (result.ExitCode, result.Cause!.Kind));
        Assert.Contains(UnixSignal.SIGKILL, a.Signals);
    }

    [Theory]
    [InlineData("stats")]
    [InlineData("resources")]
    public async Task A_run_dies_with_the_actor_that_gathers_what_it_reports(string actor)
    {
        Start(Plan(Component("a")));
        var a = await StartedAsync("a");
        await ExpectAsync<RunOperational>();
        Watch(Run);
        Run.Tell(new RunProtocol.AwaitEnd(), TestActor);

        Sys.ActorSelection(Run.Path / actor).Tell(Kill.Instance);
        await FishForMessageAsync(message => message is Terminated);
        await UntilAsync(() => a.Signals.Contains(UnixSignal.SIGKILL));
    }

    [Fact]
    public async Task Live_counters_and_output_are_published()
    {
        Start(Plan(Component("a") with { Statistics = new StatisticsSpec { Live = ["MD=(?<md>[0-9,]+)"] } }));
        var a = await StartedAsync("a");
        await ExpectAsync<RunOperational>();
        a.Prints("MD=1,234 and more");

        Assert.Equal("MD=1,234 and more", $"{(await ExpectOfAsync<ComponentOutput>("a")).Line}");
        var counter = await ExpectOfAsync<StatisticReported>("a");
        Assert.Equal(("md", 1234, false), ($"{counter.Statistic.Name}", counter.Statistic.Value, counter.Final));
    }

    [Fact]
    public async Task A_late_subscriber_receives_earlier_output()
    {
        Start(Plan(Component("a")));
        (await StartedAsync("a")).Prints("early");
        await ExpectOfAsync<ComponentOutput>("a");

        var late = System.Threading.Channels.Channel.CreateUnbounded<RunEvent>();
        Run.Tell(new StatsProtocol.Subscribe(late, Output: true));
        var received = new List<RunEvent>();
        while (received is not [.., ComponentOutput])
            received.Add(await late.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.IsType<RunStarted>(received[0]);
        Assert.Contains(received, happened => happened is ComponentStarting);
    }

    [Fact]
    public async Task A_component_is_sampled_before_it_is_stopped()
    {
        Start(Plan(Component("a")));
        var a = await StartedAsync("a");
        await ExpectAsync<RunOperational>();
        a.Usage = new ResourceUsage(TimeSpan.FromSeconds(7), 4096, 2, 1);
        Time.Advance(TimeSpan.FromSeconds(30));
        await ExpectOfAsync<ComponentStopping>("a");
        a.Exits(0);
        var component = (await ExpectResultAsync()).Components[0];
        Assert.Equal((TimeSpan.FromSeconds(7), 4096L), (component.CpuTime!.Value, component.MaxRssBytes!.Value));
    }

    private static Readiness ListensOn(int port) => new() { Probes = [new TcpListenProbe([new LocalEndpoint(null, port)])] };
}
