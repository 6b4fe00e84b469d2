using Akka.Actor;
using Akka.TestKit.Xunit2;
using Beacon.Actors.Hosting;
using Beacon.Actors.TestKit;
using Beacon.Plans;

namespace XunitV2;

// snippet: own-actor
public class NightlyTests : TestKit
{
    private static readonly RunPlan Plan = RunPlan
        .Create("nightly")
        .For(1.Minutes())
        .Add("engine", c => c.Run("engine").ReadyWhen(Probe.TcpListen(9000)))
        .Build();

    [Fact]
    public async Task A_failed_nightly_run_is_reported_with_its_cause()
    {
        await using var supervisor = new VirtualSupervisor(
            Fake.Process("engine").ListensOn(9000).DiesAfter(30.Seconds(), UnixSignal.SIGSEGV)
        );
        Sys.ActorOf(Props.Create(() => new Nightly(supervisor, Plan, TestActor)));

        var run = await supervisor.ExpectRun();
        await run.ExpectReady("engine");
        await run.AdvanceAsync(30.Seconds());

        await ExpectMsgAsync<string>(told => told.StartsWith("Failed: engine"));
    }
}

// end

/// <summary>The actor under test: runs a plan as soon as it is there, and tells what became of it.</summary>
internal sealed class Nightly : ReceiveActor
{
    public Nightly(IRunSupervisor supervisor, RunPlan plan, IActorRef listener)
    {
        ReceiveAsync<RunPlan>(async night =>
        {
            await using var run = await supervisor.StartAsync(night);
            var result = await run.Completion;
            listener.Tell($"{result.Outcome}: {result.Cause?.Message}");
        });
        Self.Tell(plan);
    }
}
