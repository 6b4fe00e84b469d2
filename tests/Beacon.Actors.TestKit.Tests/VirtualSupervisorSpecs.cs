using Akka.Actor;
using Beacon.Actors.Hosting;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.TestKit.Tests;

/// <summary>An application's own actors start runs, and have no processes.</summary>
public sealed class VirtualSupervisorSpecs : IDisposable
{
    private static readonly RunPlan Plan = RunPlan
        .Create("demo")
        .For(10.Minutes())
        .Add("engine", c => c.Run("engine", "--port", "9000").Environment("MODE", "fast").ReadyWhen(Probe.TcpListen(9000)))
        .Add("algo", c => c.Run("algo").DependsOn("engine"))
        .Build();

    private readonly ActorSystem _system = ActorSystem.Create("application", "akka { loglevel = OFF, stdout-loglevel = OFF }");

    public void Dispose() => _system.Terminate().Wait();

    [Fact]
    public async Task The_test_moves_the_time_of_a_run_that_an_actor_starts()
    {
        await using var supervisor = new VirtualSupervisor(Fake.Process("engine").ListensOn(9000).ExitsAfter(5.Minutes(), code: 3));
        var runs = _system.ActorOf(Props.Create(() => new Runs(supervisor)));

        var outcome = runs.Ask<string>(Plan);
        var run = await supervisor.ExpectRun();
        await run.ExpectStartOrder("engine", "algo");
        await run.ExpectOutcome(RunOutcome.Failed);

        Assert.Equal("Failed", await outcome);
        Assert.Equal(["--port", "9000"], run.Process("engine").Args);
        Assert.Equal("fast", run.Process("engine").Environment["MODE"]);
    }

    [Fact]
    public async Task Runs_are_returned_in_start_order_and_have_different_ids()
    {
        await using var supervisor = new VirtualSupervisor(Fake.Process("engine").ListensOn(9000), Fake.Process("of another plan"));
        var first = await supervisor.StartAsync(Plan);
        var second = await supervisor.StartAsync(Plan);

        Assert.Same(first, (await supervisor.ExpectRun()).Run);
        Assert.Same(second, (await supervisor.ExpectRun()).Run);
        Assert.NotEqual(first.Id, second.Id);
    }

    [Fact]
    public async Task A_cancelled_token_stops_the_run_gracefully_and_a_disposed_supervisor_ends_it()
    {
        using var cancellation = new CancellationTokenSource();
        VirtualRun left;
        await using (var supervisor = new VirtualSupervisor())
        {
            await supervisor.StartAsync(Plan, cancellation.Token);
            await supervisor.StartAsync(Plan);
            var run = await supervisor.ExpectRun();
            left = await supervisor.ExpectRun();
            await run.ExpectOperational();
            await left.ExpectOperational();
            await cancellation.CancelAsync();
            await run.ExpectStopOrder("algo", "engine");
            await run.ExpectOutcome(RunOutcome.Interrupted);
            await Assert.ThrowsAsync<OperationCanceledException>(() => supervisor.StartAsync(Plan, cancellation.Token));
        }

        Assert.Contains(UnixSignal.SIGKILL, left.Process("engine").Signals);
    }

    [Fact]
    public async Task Waiting_for_a_run_that_is_not_started_fails()
    {
        await using var supervisor = new VirtualSupervisor();
        var failed = await Assert.ThrowsAsync<ExpectationFailedException>(() => supervisor.ExpectRun(1.Milliseconds()));
        Assert.Contains("expected a run to be started; none was within 1ms", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_was_not_launched_yet_is_named()
    {
        await using var run = VirtualRun.Start(Plan, Fake.Process("engine"));
        Assert.Contains(
            "algo was not launched yet",
            Assert.Throws<KeyNotFoundException>(() => run.Process("algo")).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<KeyNotFoundException>(() => run.Process("argo"));
    }

    private sealed class Runs : ReceiveActor
    {
        public Runs(IRunSupervisor supervisor) =>
            ReceiveAsync<RunPlan>(async plan =>
            {
                var asker = Sender;
                await using var run = await supervisor.StartAsync(plan);
                asker.Tell($"{(await run.Completion).Outcome}");
            });
    }
}
