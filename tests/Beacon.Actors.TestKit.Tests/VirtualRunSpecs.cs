using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;

namespace Beacon.Actors.TestKit.Tests;

public class VirtualRunSpecs
{
    private static readonly RunPlan Demo = RunPlan
        .Create("demo")
        .For(30.Seconds())
        .Add("engine", c => c.Run("engine").ReadyWhen(Probe.TcpListen(9000)).StopsOn(UnixSignal.SIGINT))
        .Add("algo", c => c.Run("algo").DependsOn("engine").ReadyWhen(Probe.Log("subscribed")))
        .Build();

    private static readonly FakeProgram Engine = Fake.Process("engine")
        .PrintsAfter(10.Milliseconds(), "listening")
        .ListensOn(9000)
        .ExitsWhenSignalled(UnixSignal.SIGINT);

    private static readonly FakeProgram Algo = Fake.Process("algo").PrintsAfter(2.Seconds(), "subscribed");

    [Fact]
    public async Task A_virtual_run_starts_lasts_its_duration_and_stops_without_real_waiting()
    {
        await using var run = VirtualRun.Start(Demo, Engine, Algo);

        await run.ExpectReady("engine");
        await run.ExpectReady("algo");
        await run.ExpectStartOrder("engine", "algo");
        await run.ExpectStopOrder("algo", "engine");
        var result = await run.ExpectOutcome(RunOutcome.Completed);

        Assert.Empty(result.Problems);
        Assert.InRange(result.Elapsed, 32.Seconds(), 33.Seconds());
    }

    [Fact]
    public async Task Each_timer_fires_at_its_own_moment_however_far_the_time_is_moved()
    {
        await using var run = VirtualRun.Start(Demo, Engine, Algo);

        await run.AdvanceAsync(20.Seconds());

        var readyAt = run.Events.OfType<ComponentReady>().ToDictionary(ready => ready.Component, ready => ready.Elapsed);
        Assert.InRange(readyAt["engine"], 10.Milliseconds(), 50.Milliseconds());
        Assert.Equal(
            2.Seconds(),
            readyAt["algo"] - run.Events.OfType<ComponentStarting>().Single(starting => starting.Component == "algo").Elapsed
        );
    }

    [Fact]
    public async Task Work_on_other_threads_happens_at_its_own_virtual_moment()
    {
        var plan = RunPlan.Create().For(1.Minutes());
        string[] silent = [.. Enumerable.Range(1, 10).Select(number => $"silent-{number}")];
        foreach (var name in silent)
            plan.Add(name, c => c.Run(name));
        await using var run = VirtualRun.Start(plan.Build());
        foreach (var name in silent)
            run.Launcher[name].Image = new ProgramImage("app", IsStatic: false);

        await run.ExpectOutcome(RunOutcome.Completed);

        var advised = run.Events.OfType<ProblemRaised>().Where(raised => raised.Problem.Kind == ProblemKind.OutputBuffered).ToList();
        Assert.Equal(silent.Length, advised.Count);
        Assert.All(advised, raised => Assert.Equal(5.Seconds(), raised.Elapsed));
    }

    [Fact]
    public async Task A_crash_is_restarted_by_the_policy_after_its_backoff()
    {
        var plan = RunPlan
            .Create()
            .For(1.Minutes())
            .Add(
                "app",
                c =>
                    c.Run("app")
                        .Restarts(
                            new RestartSpec
                            {
                                Policy = RestartMode.OnFailure,
                                MinBackoff = 3.Seconds(),
                                Jitter = 0,
                            }
                        )
            )
            .Build();
        await using var run = VirtualRun.Start(
            plan,
            Fake.Process("app").DiesAfter(5.Seconds(), UnixSignal.SIGSEGV).FromIncarnation(2, again => again)
        );

        await run.ExpectReady("app", incarnation: 2);
        var restarted = run.Events.OfType<ComponentStarting>().Last();
        var result = await run.ExpectOutcome(RunOutcome.Completed);

        Assert.Equal(8.Seconds(), restarted.Elapsed);
        Assert.Equal(1, result.Components[0].Restarts);
    }

    [Fact]
    public async Task A_component_that_ignores_its_signal_is_killed()
    {
        await using var run = VirtualRun.Start(Demo, Engine.Ignores(UnixSignal.SIGINT), Algo);

        var killed = await run.Expect<ComponentKilled>();

        Assert.Equal("engine", killed.Component);
        await run.ExpectOutcome(RunOutcome.Completed);
    }

    [Fact]
    public async Task A_component_without_a_script_starts_listens_and_stops()
    {
        var plan = RunPlan
            .Create()
            .Add("web", c => c.Run("web").ReadyWhen(Probe.Http("http://127.0.0.1:8080/health"), Probe.UdpBound(1234), Probe.Exec("check")))
            .Add("client", c => c.Run("client").DependsOn("web").AliveWhile(Probe.TcpConnect("localhost:1")))
            .Build();
        await using var run = VirtualRun.Start(plan);

        await run.ExpectOutcome(RunOutcome.Completed);
    }

    [Fact]
    public async Task A_program_that_can_not_be_started_fails_the_run()
    {
        await using var run = VirtualRun.Start(Demo, Fake.Process("engine").FailsToStart("exec format error"));

        var result = await run.ExpectOutcome(RunOutcome.Failed);

        Assert.Contains("exec format error", result.Cause!.Message);
    }

    [Fact]
    public async Task An_expectation_that_is_not_met_lists_the_events_instead()
    {
        await using var run = VirtualRun.Start(Demo, Engine, Fake.Process("algo").PrintsAfter(1.Seconds(), "no route").Exits(7));

        var ready = await Assert.ThrowsAsync<ExpectationFailedException>(() => run.ExpectReady("algo"));
        var outcome = await Assert.ThrowsAsync<ExpectationFailedException>(() => run.ExpectOutcome(RunOutcome.Completed));

        Assert.StartsWith("expected algo to become ready; the run ended without. What happened:", ready.Message);
        Assert.Contains("algo printed \"no route\"", ready.Message);
        Assert.Contains("algo exited with code 7", ready.Message);
        Assert.StartsWith("expected the run to end as Completed; it ended as Failed: algo exited with code 7", outcome.Message);
    }

    [Fact]
    public async Task A_wrong_order_is_reported_with_the_actual_one()
    {
        await using var run = VirtualRun.Start(Demo, Engine, Algo);

        var failed = await Assert.ThrowsAsync<ExpectationFailedException>(() => run.ExpectStartOrder("algo", "engine"));

        Assert.StartsWith("expected the components to start in the order algo → engine; it was engine → algo.", failed.Message);
    }

    [Fact]
    public async Task An_expectation_ends_at_its_limit()
    {
        await using var run = VirtualRun.Start(Demo.With(run => run.UntilStopped()), Engine, Algo);

        var failed = await Assert.ThrowsAsync<ExpectationFailedException>(() => run.Expect<ComponentExited>(within: 1.Minutes()));

        Assert.Contains("it did not come within 1m of virtual time", failed.Message);
    }

    [Fact]
    public void A_script_for_an_unknown_component_is_refused() =>
        Assert.Contains(
            "no component \"engin\" to script; it has engine, algo",
            Assert.Throws<ArgumentException>(() => VirtualRun.Start(Demo, Fake.Process("engin"))).Message
        );

    [Fact]
    public void A_component_that_is_scripted_twice_is_refused() =>
        Assert.Throws<ArgumentException>(() => VirtualRun.Start(Demo, Engine, Engine));

    [Fact]
    public void A_script_is_not_changed_by_scripts_that_are_made_from_it()
    {
        var one = Fake.Process("a").Prints("x");

        Assert.NotEqual(one, one.Exits());
        Assert.Equal(one, one with { });
    }
}
