using Akka.Actor;
using Beacon.Actors.Running;
using Beacon.Actors.TestKit;
using Beacon.Actors.Tests.Running;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Tests.Components;

public class LivenessSpecs : RunTest
{
    private static readonly Liveness Listens = new() { Probes = [new TcpListenProbe([new LocalEndpoint(null, 9000)])] };
    private static readonly StatisticsSpec Counter = new() { Live = ["MD=(?<md>[0-9]+)"] };
    private static readonly Liveness Progresses = new() { Probes = [new ProgressProbe("md", TimeSpan.FromSeconds(5))] };

    [Fact]
    public async Task A_probe_that_fails_too_often_has_the_component_killed_and_fails_the_run()
    {
        Start(Plan(Component("engine") with { Alive = Listens }).With(run => run.UntilStopped()));
        var engine = (await StartedAsync("engine")).ListensOn(9000);
        await ExpectAsync<RunOperational>();
        await LastsAsync(engine, TimeSpan.FromSeconds(10));

        engine.StopsListeningOn(9000);
        await KilledAsync(engine);
        engine.Dies(UnixSignal.SIGKILL);
        var result = await ExpectResultAsync();
        Assert.Equal((1, ProblemKind.NotAlive, "engine"), (result.ExitCode, result.Cause!.Kind, result.Cause.Component));
        Assert.Contains("tcp-listen 9000: none of its processes listens on 9000, 3 times in a row", result.Cause.Message);
        Assert.True(result.Components[0].Killed);
        Assert.DoesNotContain(result.Problems, problem => problem.Kind is ProblemKind.Crashed or ProblemKind.AbnormalStop);
    }

    [Fact]
    public async Task A_probe_that_recovers_in_time_is_forgiven()
    {
        Start(Plan(Component("engine") with { Alive = Listens with { Failures = 1000 } }).With(run => run.UntilStopped()));
        var engine = await StartedAsync("engine");
        await ExpectAsync<RunOperational>();
        for (var round = 0; round < 3; round++)
        {
            await LastsAsync(engine, TimeSpan.FromSeconds(400));
            engine.ListensOn(9000);
            await LastsAsync(engine, TimeSpan.FromSeconds(10));
            engine.StopsListeningOn(9000);
        }
    }

    [Fact]
    public async Task A_hung_component_restarts_by_its_policy_and_is_checked_again()
    {
        Start(
            Plan(
                    Component("engine") with
                    {
                        Alive = Listens,
                        Restart = new RestartSpec { Policy = RestartMode.OnFailure, MinBackoff = TimeSpan.Zero },
                    }
                )
                .With(run => run.UntilStopped())
        );
        for (var incarnation = 1; incarnation <= 2; incarnation++)
        {
            var engine = await StartedAsync("engine", incarnation);
            await ExpectOfAsync<ComponentReady>("engine");
            await KilledAsync(engine);
            Assert.Equal(incarnation, (await ExpectOfAsync<ComponentRestarting>("engine")).Attempt);
            engine.Dies(UnixSignal.SIGKILL);
        }

        await StartedAsync("engine", 3);
        Assert.DoesNotContain(Recorder.Events, happened => happened is RunFinished);
    }

    [Fact]
    public async Task A_component_that_exits_while_it_is_being_killed_is_reported_once()
    {
        Start(Plan(Component("engine") with { Alive = Listens }).With(run => run.UntilStopped()));
        var engine = await StartedAsync("engine");
        await ExpectAsync<RunOperational>();
        await KilledAsync(engine);
        engine.Exits(1);
        var result = await ExpectResultAsync();
        Assert.Equal(ProblemKind.NotAlive, result.Cause!.Kind);
        Assert.Empty(result.Problems);
    }

    [Fact]
    public async Task A_statistic_that_stands_still_for_too_long_is_a_hang_and_one_that_grows_is_not()
    {
        Start(Plan(Component("algo") with { Alive = Progresses, Statistics = Counter }).With(run => run.UntilStopped()));
        var algo = await StartedAsync("algo");
        await ExpectAsync<RunOperational>();
        for (var count = 1; count <= 10; count++)
        {
            algo.Prints($"MD={count}");
            await ExpectOfAsync<ComponentOutput>("algo");
            await LastsAsync(algo, TimeSpan.FromSeconds(3));
        }

        algo.Prints("MD=10").Prints("still here");
        await KilledAsync(algo);
        algo.Dies(UnixSignal.SIGKILL);
        Assert.Contains("progress md within 5s: md stands at 10", (await ExpectResultAsync()).Cause!.Message);
    }

    [Fact]
    public async Task Progress_as_readiness_waits_until_the_statistic_has_grown()
    {
        Start(
            Plan(
                Component("algo") with
                {
                    Ready = new Readiness { Probes = Progresses.Probes, Timeout = TimeSpan.FromHours(1) },
                    Statistics = Counter,
                }
            )
        );
        var algo = await StartedAsync("algo");
        algo.Prints("MD=7");
        await ExpectOfAsync<ComponentOutput>("algo");
        for (var step = 0; step < 20; step++)
            Time.Advance(TimeSpan.FromMilliseconds(25));
        Assert.DoesNotContain(Recorder.Events, happened => happened is ComponentReady);

        algo.Prints("MD=8");
        await AdvanceUntilAsync(TimeSpan.FromMilliseconds(25), () => Recorder.Events.OfType<ComponentReady>().Any());
    }

    [Fact]
    public async Task A_missing_heartbeat_is_a_hang()
    {
        Start(
            Plan(Component("algo") with { Alive = new Liveness { Probes = [new LogProbe(new("tick"), null)] } })
                .With(run => run.UntilStopped())
        );
        var algo = await StartedAsync("algo");
        await ExpectAsync<RunOperational>();
        for (var beat = 0; beat < 10; beat++)
        {
            algo.Prints("tick");
            await ExpectOfAsync<ComponentOutput>("algo");
            await LastsAsync(algo, TimeSpan.FromSeconds(1));
        }

        algo.Prints("something else");
        await KilledAsync(algo);
        algo.Dies(UnixSignal.SIGKILL);
        Assert.Contains("log /tick/: no line has matched, 3 times in a row", (await ExpectResultAsync()).Cause!.Message);
    }

    [Fact]
    public async Task A_liveness_failure_during_the_stop_is_ignored()
    {
        Start(
            Plan(
                    Component("engine") with
                    {
                        Alive = Listens with { Failures = 1 },
                        Stop = new StopSpec { Timeout = TimeSpan.FromHours(1) },
                    }
                )
                .With(run => run.UntilStopped())
        );
        var engine = (await StartedAsync("engine")).ListensOn(9000);
        await ExpectAsync<RunOperational>();
        Run.Tell(new RunProtocol.StopRun(UnixSignal.SIGINT));
        await ExpectOfAsync<ComponentStopping>("engine");

        engine.StopsListeningOn(9000);
        await LastsAsync(engine, TimeSpan.FromSeconds(20));
        engine.Exits(0);
        Assert.Equal(130, (await ExpectResultAsync()).ExitCode);
        Assert.Empty(Recorder.Result!.Problems);
    }

    [Fact]
    public async Task Liveness_is_not_checked_before_the_delay_after_readiness()
    {
        Start(
            Plan(
                    Component("engine") with
                    {
                        Alive = Listens with { Probes = [.. Listens.Probes, new AfterProbe(TimeSpan.FromMinutes(10))] },
                    }
                )
                .With(run => run.UntilStopped())
        );
        var engine = await StartedAsync("engine");
        await ExpectAsync<RunOperational>();
        await LastsAsync(engine, TimeSpan.FromMinutes(9));
        await KilledAsync(engine);
    }

    private Task KilledAsync(FakeProcess process) =>
        AdvanceUntilAsync(TimeSpan.FromMilliseconds(500), () => process.Signals.Contains(UnixSignal.SIGKILL));

    /// <summary>Lets time pass in steps, so that what asks gets to ask; nobody is killed meanwhile.</summary>
    private async Task LastsAsync(FakeProcess process, TimeSpan time)
    {
        var end = Time.GetUtcNow() + time;
        await AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => Time.GetUtcNow() >= end);
        Assert.DoesNotContain(UnixSignal.SIGKILL, process.Signals);
    }
}
