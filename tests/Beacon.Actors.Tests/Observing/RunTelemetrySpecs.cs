using System.Diagnostics;
using Beacon.Actors.Observing;
using Beacon.Actors.TestKit;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;
using Microsoft.Extensions.Logging;

namespace Beacon.Actors.Tests.Observing;

/// <summary>What a run tells an observer, of runs under virtual time.</summary>
public sealed class RunTelemetrySpecs : IDisposable
{
    private readonly Listeners _listeners = new();

    public void Dispose() => _listeners.Dispose();

    [Fact]
    public async Task A_run_is_a_trace_with_a_span_for_each_start_and_stop()
    {
        using var starter = new Activity("starter").Start();

        await ObserveAsync(Restarting("traced"), Crashing);

        Assert.Same(starter, Activity.Current);
        var (run, steps) = _listeners.TraceOf("traced");
        Assert.Equal((starter.TraceId, starter.SpanId), (run.TraceId, run.ParentSpanId));
        Assert.Equal("completed", run.GetTagItem("beacon.run.outcome"));
        Assert.Equal(
            [(1, 1.0), (2, 0.5)],
            steps
                .Where(step => step.OperationName == "beacon.component.start")
                .Select(step => ((int)step.GetTagItem("beacon.component.incarnation")!, step.Duration.TotalSeconds))
        );
        var stop = Assert.Single(steps, step => step.OperationName == "beacon.component.stop");
        Assert.Equal(("SIGTERM", 0.7), (stop.GetTagItem("beacon.stop.signal"), stop.Duration.TotalSeconds));
        Assert.Contains(run.Events, happened => happened.Tags.Contains(new("beacon.problem.kind", "crashed")));
        Assert.Equal(ActivityStatusCode.Unset, run.Status);
    }

    [Fact]
    public async Task A_run_that_failed_is_an_error_and_so_is_the_start_that_it_failed_at()
    {
        await ObserveAsync(Plan("failing", new RestartSpec()), Fake.Process("engine").ExitsAfter(100.Milliseconds(), code: 3));

        var (run, steps) = _listeners.TraceOf("failing");
        Assert.Equal((ActivityStatusCode.Error, "failed"), (run.Status, run.GetTagItem("beacon.run.outcome")));
        Assert.Contains("engine exited with code 3", run.StatusDescription);
        Assert.Equal(
            (ActivityStatusCode.Error, "exited with code 3 before it was ready"),
            (Assert.Single(steps).Status, steps[0].StatusDescription)
        );
    }

    [Fact]
    public async Task Metrics_have_OpenTelemetrys_units_and_add_up_over_restarts()
    {
        var usage = new ResourceUsage(2.Seconds(), 1_000_000, 1, 1);

        await ObserveAsync(
            Restarting("measured"),
            Fake.Process("engine")
                .Uses(usage)
                .After(1.Seconds())
                .ListensOn(9000)
                .DiesAfter(4.Seconds(), UnixSignal.SIGSEGV)
                .FromIncarnation(2, again => again.Uses(usage).After(500.Milliseconds()).ListensOn(9000))
        );

        Assert.Equal([("s", 1.0), ("s", 0.5)], Values("beacon.component.start.duration"));
        Assert.Equal(("{restart}", 1), Assert.Single(Values("beacon.component.restarts")));
        Assert.Equal(("{problem}", 1), Assert.Single(Values("beacon.run.problems")));
        Assert.Equal([("s", 2.0), ("s", 2.0)], Values("beacon.component.cpu.time"));
        Assert.Equal(("By", 1_000_000), Values("beacon.component.memory.usage")[0]);
        Assert.Equal(("By", 0), Values("beacon.component.memory.usage")[^1]);
        Assert.Equal("s", Assert.Single(Values("beacon.run.duration")).Unit);
    }

    [Fact]
    public async Task A_run_logs_its_course_and_warns_of_problems()
    {
        await ObserveAsync(Restarting("logged"), Crashing);

        Assert.All(_listeners.Logged, one => Assert.Equal("Beacon.Actors", one.Category));
        Assert.Contains("of logged started", _listeners.Logged.First().Message);
        Assert.Contains("engine was ended by SIGSEGV", Assert.Single(_listeners.Logged, one => one.Level == LogLevel.Warning).Message);
        Assert.Contains("ended as Completed", _listeners.Logged.Last().Message);
    }

    [Fact]
    public async Task A_listener_that_throws_misses_the_event_and_nothing_else_happens()
    {
        using var broken = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Beacon.Actors",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.Name == "beacon.component.stop" ? throw new InvalidOperationException("broken") : ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(broken);

        await ObserveAsync(Restarting("missed"), Crashing);

        Assert.Null(Activity.Current);
        Assert.Equal("completed", _listeners.TraceOf("missed").Run.GetTagItem("beacon.run.outcome"));
        Assert.Contains(_listeners.Logged, one => one.Message.Contains("is asked to stop", StringComparison.Ordinal));
        Assert.Single(_listeners.MeasuredBy("beacon.run.duration", "missed"));
    }

    private static FakeProgram Crashing =>
        Fake.Process("engine")
            .After(1.Seconds())
            .ListensOn(9000)
            .DiesAfter(4.Seconds(), UnixSignal.SIGSEGV)
            .FromIncarnation(
                2,
                again => again.After(500.Milliseconds()).ListensOn(9000).ExitsWhenSignalled(UnixSignal.SIGTERM, after: 700.Milliseconds())
            );

    private static RunPlan Restarting(string name) =>
        Plan(
            name,
            new RestartSpec
            {
                Policy = RestartMode.OnFailure,
                MinBackoff = 1.Seconds(),
                Jitter = 0,
            }
        );

    private static RunPlan Plan(string name, RestartSpec restart) =>
        RunPlan
            .Create(name)
            .For(30.Seconds())
            .Add("engine", c => c.Run("engine").ReadyWhen(Probe.TcpListen(9000)).Restarts(restart))
            .Build();

    private List<(string? Unit, double Value)> Values(string instrument) =>
        [.. _listeners.MeasuredBy(instrument, "measured").Select(one => (one.Unit, one.Value))];

    private async Task ObserveAsync(RunPlan plan, FakeProgram program)
    {
        await using var run = VirtualRun.Start(plan, program);
        await run.Expect<RunFinished>();
        var telemetry = new RunTelemetry(plan, _listeners.CreateLogger(RunTelemetry.Name));
        foreach (var happened in run.Events)
            telemetry.Observe(happened);
    }
}
