using System.Diagnostics;
using Akka.Event;
using Beacon.Actors.Hosting;
using Beacon.Actors.Tests.Observing;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Tests.Hosting;

/// <summary>Plans that run in an actor system of their own, with real programs.</summary>
public sealed class RunAsyncSpecs : IDisposable
{
    // Ready for its stop before it says so.
    private const string Counting =
        "trap 'echo FINAL STATISTICS; echo Orders: 3; exit 0' TERM; echo counting; while :; do sleep 0.01; done";

    private readonly Programs _programs = new();

    public void Dispose() => _programs.Dispose();

    [Fact]
    public async Task Akka_logs_to_the_logger_factory_of_the_embedder()
    {
        using var listeners = new Listeners();
        using var system = PlanRuns.SystemFor(_programs.Plan().Add("app", c => c.Run("true")).Build(), listeners);

        // The logger is an actor: a warning reaches it some time later.
        system.Log.Warning("component {Component} said {Number}", "engine", 42);
        var patience = Stopwatch.StartNew();
        while (listeners.Logged.IsEmpty && patience.Elapsed < TimeSpan.FromSeconds(20))
            await Task.Delay(10);

        Assert.Contains("component engine said 42", Assert.Single(listeners.Logged).Message);
    }

    [Fact]
    public void Without_a_logger_factory_Akka_has_no_logger()
    {
        using var system = PlanRuns.SystemFor(_programs.Plan().Add("app", c => c.Run("true")).Build(), null);
        Assert.Empty(system.Settings.Loggers);
        Assert.Equal("OFF", system.Settings.LogLevel);
    }

    [Fact]
    public async Task A_plan_runs_to_its_end_and_has_a_result()
    {
        var plan = _programs.Plan().Add("app", c => c.Run(Programs.TestProgram, "statistics-now").EndsRun().ReadsStatistics()).Build();

        var result = await plan.RunAsync();

        Assert.Equal((RunOutcome.Completed, 0), (result.Outcome, result.ExitCode));
        Assert.NotEmpty(result.Statistics);
        Assert.True(File.Exists(Path.Combine(result.Record, "run.json")));
    }

    [Fact]
    public async Task A_crash_is_a_result_and_no_exception()
    {
        var plan = _programs.Plan().Add("app", c => c.Run(Programs.TestProgram, "exit", "3")).Build();

        var result = await plan.RunAsync();

        Assert.Equal((RunOutcome.Failed, 1, "app"), (result.Outcome, result.ExitCode, result.Cause!.Component));
    }

    [Fact]
    public async Task One_plan_runs_as_often_as_it_is_started_also_at_the_same_time()
    {
        var plan = _programs.Plan().Add("app", c => c.Run(Programs.TestProgram, "print", "hello").EndsRun()).Build();

        var results = await Task.WhenAll(plan.RunAsync(), plan.RunAsync());

        Assert.All(results, result => Assert.Equal(RunOutcome.Completed, result.Outcome));
        Assert.Equal(2, results.Select(result => result.Record).Distinct().Count());
    }

    [Fact]
    public async Task Cancellation_is_a_graceful_stop_with_a_result()
    {
        using var cancel = new CancellationTokenSource();
        var plan = _programs
            .Plan()
            .Add("a", c => c.Run("sh", "-c", Counting).ReadyWhen(Probe.Log("counting")).ReadsStatistics())
            .Add("b", c => c.Run(Programs.TestProgram, "sleep").DependsOn("a").ReadyWhen(Probe.Log("sleeping")))
            .Build();
        await using var run = await plan.StartAsync(cancel.Token);
        await run.Operational;

        await cancel.CancelAsync();
        var result = await run.Completion;

        Assert.Equal((RunOutcome.Interrupted, 143), (result.Outcome, result.ExitCode));
        Assert.Equal(3, Assert.Single(result.Statistics).Value);
        Assert.Empty(result.Problems);
    }

    [Fact]
    public async Task Cancellation_before_the_start_starts_nothing()
    {
        var plan = _programs.Plan().Add("app", c => c.Run(Programs.TestProgram, "sleep")).Build();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => plan.RunAsync(new CancellationToken(canceled: true)));

        Assert.Empty(_programs.Records);
    }

    [Fact]
    public async Task A_run_that_ends_before_it_is_operational_fails_the_wait_for_that()
    {
        var plan = _programs.Plan().Add("app", c => c.Run(Programs.TestProgram, "exit", "3").ReadyWhen(Probe.Log("never"))).Build();
        await using var run = await plan.StartAsync();

        var failure = await Assert.ThrowsAsync<RunNotOperationalException>(() => run.Operational);

        Assert.Contains("app exited with code 3", failure.Message);
        Assert.Equal(await run.Completion, failure.Result);
    }

    [Fact]
    public async Task A_run_that_is_disposed_of_without_a_stop_stops_gracefully()
    {
        var plan = _programs
            .Plan()
            .Add("a", c => c.Run(Programs.TestProgram, "sleep"))
            .Add("b", c => c.Run(Programs.TestProgram, "sleep").DependsOn("a").ReadyWhen(Probe.Log("sleeping")))
            .Build();
        var run = await plan.StartAsync();
        await run.Operational;

        await run.DisposeAsync();

        Assert.Equal(RunOutcome.Interrupted, (await run.Completion).Outcome);
        var events = await run.Events().ToListAsync();
        Assert.Equal(["b", "a"], events.OfType<ComponentStopping>().Select(stopping => stopping.Component));
        Assert.Empty(events.OfType<ComponentKilled>());
        await run.DisposeAsync();
    }

    [Fact]
    public async Task A_stop_during_the_start_ends_what_has_started_and_starts_no_more()
    {
        var plan = _programs
            .Plan()
            .Add("a", c => c.Run(Programs.TestProgram, "never-ready").ReadyWhen(Probe.Log("ready")))
            .Add("b", c => c.Run(Programs.TestProgram, "sleep").DependsOn("a").ReadyWhen(Probe.Log("sleeping")))
            .Build();
        await using var run = await plan.StartAsync();
        await run.Events(output: true).FirstAsync(happened => happened is ComponentOutput { Line.Raw: "starting" });

        var result = await run.StopAsync();

        Assert.Equal((RunOutcome.Interrupted, 143), (result.Outcome, result.ExitCode));
        Assert.Null(result.Components.Single(component => component.Name == "b").Pid);
        await Assert.ThrowsAsync<RunNotOperationalException>(() => run.Operational);
    }

    [Fact]
    public async Task Missing_prerequisites_are_reported_together_and_leave_no_record()
    {
        var plan = _programs
            .Plan()
            .Add("a", c => c.Run("no-such-program"))
            .Add("b", c => c.Run(Programs.TestProgram, "sleep").RequiresFiles("no-such-file"))
            .Build();

        var missing = await Assert.ThrowsAsync<PrerequisitesMissingException>(() => plan.RunAsync());

        Assert.Equal([ProblemKind.ProgramMissing, ProblemKind.FileMissing], missing.Problems.Select(problem => problem.Kind));
        Assert.Empty(_programs.Records);
    }

    [Fact]
    public async Task A_subscriber_after_the_end_receives_all_events()
    {
        var plan = _programs.Plan().Add("app", c => c.Run(Programs.TestProgram, "print", "hello").EndsRun()).Build();
        var run = await plan.StartAsync();
        await run.Completion;

        var all = await run.Events(output: true).ToListAsync();

        Assert.IsType<RunStarted>(all[0]);
        Assert.IsType<RunFinished>(all[^1]);
        Assert.Contains(all, happened => happened is ComponentOutput { Line.Raw: "hello" });
        Assert.DoesNotContain(await run.Events().ToListAsync(), happened => happened is ComponentOutput);
    }

    [Fact]
    public async Task A_reader_that_throws_and_one_that_never_reads_on_do_not_slow_the_run()
    {
        var plan = _programs.Plan().Add("app", c => c.Run(Programs.TestProgram, "flood", "300000").EndsRun()).Build();
        await using var run = await plan.StartAsync();
        var idle = run.Events(output: true).GetAsyncEnumerator();
        await idle.MoveNextAsync();
        await Assert.ThrowsAsync<NotSupportedException>(async () =>
        {
            await foreach (var _ in run.Events(output: true))
                throw new NotSupportedException("a reader's own mistake");
        });

        var result = await run.Completion;

        Assert.Equal(RunOutcome.Completed, result.Outcome);
        Assert.Equal(300_000, File.ReadLines(Path.Combine(result.Record, result.Components[0].Logs[0])).Count());
        await idle.DisposeAsync();
    }
}
