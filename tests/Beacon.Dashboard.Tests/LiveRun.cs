using Akka.Actor;
using Akka.Actor.Setup;
using Beacon.Actors.Control.Hosting;
using Beacon.Actors.Hosting;
using Beacon.Plans;

namespace Beacon.Dashboard.Tests;

/// <summary>A living run with real programs in a folder of its own, which can be controlled.</summary>
internal sealed class LiveRun : IAsyncDisposable
{
    // Only ever reached by a test that fails.
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ActorSystem _system = ActorSystem.Create(
        "live",
        ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(DedicatedSystem.Silent))
    );

    private readonly string _folder = Directory.CreateTempSubdirectory("beacon-live-").FullName;

    private LiveRun() { }

    public IBeaconRun Run { get; private set; } = null!;

    public string Id => Run.Id;

    public string Results => Run.Plan.Results;

    /// <summary>A file that the test makes when it wants something to happen.</summary>
    public string Trigger => Path.Combine(_folder, "trigger");

    /// <summary>Starts a run and waits until it is operational and, where its plan allows that, can be controlled.</summary>
    /// <param name="plan">Adds to the plan, which has one component, <c>api</c>.</param>
    public static async Task<LiveRun> StartAsync(Func<RunPlanBuilder, LiveRun, RunPlanBuilder>? plan = null)
    {
        var live = new LiveRun();
        live._system.ServeBeaconControl();
        var builder = RunPlan
            .Create("shop", live._folder)
            .RecordsIn(Path.Combine(live._folder, "runs"))
            .UntilStopped()
            .Add("api", c => c.Run(TestProgram.Path, "sleep").ReadyWhen(Probe.Log("sleeping")));
        live.Run = await RunSupervisor.Get(live._system).StartAsync((plan?.Invoke(builder, live) ?? builder).Build());
        await live.Run.Operational.WaitAsync(Patience);
        if (live.Run.Plan.Control)
            await live.UntilServedAsync();
        return live;
    }

    /// <summary>Tells the run to end.</summary>
    public void Stop() => _ = Run.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Run.Kill();
        await Run.Completion.WaitAsync(Patience);
        await _system.Terminate();
        Directory.Delete(_folder, recursive: true);
    }

    // The socket is bound beside the start of the run.
    private async Task UntilServedAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!File.Exists(Path.Combine(Results, ".running", $"{Id}.sock")))
            await Task.Delay(5, patience.Token);
    }
}
