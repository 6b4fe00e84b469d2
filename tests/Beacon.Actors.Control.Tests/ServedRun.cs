using Akka.Actor;
using Akka.Actor.Setup;
using Beacon.Actors.Control.Client;
using Beacon.Actors.Control.Hosting;
using Beacon.Actors.Hosting;
using Beacon.Plans;

namespace Beacon.Actors.Control.Tests;

/// <summary>A run with real programs in a folder of its own, served to clients.</summary>
internal sealed class ServedRun : IAsyncDisposable
{
    // Only ever reached by a test that fails.
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ActorSystem _system = ActorSystem.Create(
        "served",
        ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(DedicatedSystem.Silent))
    );

    private ServedRun(string folder) => Folder = folder;

    /// <summary>Deleted with the run.</summary>
    public string Folder { get; }

    public IBeaconRun Run { get; private set; } = null!;

    public string Results => Run.Plan.Results;

    public string Socket => Path.Combine(Results, ".running", $"{Run.Id}.sock");

    public LivingRun Living => new(Run.Id, Results);

    /// <summary>Starts a run and waits until it is operational.</summary>
    /// <param name="plan">Adds to the plan.</param>
    /// <param name="results">The results folder in the run's own folder.</param>
    public static async Task<ServedRun> StartAsync(Func<RunPlanBuilder, RunPlanBuilder>? plan = null, string results = "runs")
    {
        var served = new ServedRun(Directory.CreateTempSubdirectory("beacon-control-").FullName);
        served._system.ServeBeaconControl();
        var builder = RunPlan
            .Create("shop", served.Folder)
            .RecordsIn(Path.Combine(served.Folder, results))
            .UntilStopped()
            .Add("api", c => c.Run(TestProgram.Path, "sleep").ReadyWhen(Probe.Log("sleeping")));
        served.Run = await RunSupervisor.Get(served._system).StartAsync((plan?.Invoke(builder) ?? builder).Build());
        await served.Run.Operational.WaitAsync(Patience);
        if (served.Run.Plan.Control)
            await served.UntilServedAsync();
        return served;
    }

    /// <summary>Connects, sends a line, and returns the first line of the answer; null: none.</summary>
    public async Task<string?> CallAsync(string line)
    {
        using var client = await RawClient.ConnectAsync(this);
        await client.SendAsync(line);
        return await client.ReadLineAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Run.Kill();
        await Run.Completion.WaitAsync(Patience);
        await _system.Terminate();
        Directory.Delete(Folder, recursive: true);
    }

    // The socket is bound beside the start of the run.
    private async Task UntilServedAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!File.Exists(Socket) && !File.Exists(Path.Combine("/tmp", $"beacon-{OwnUid}", $"{Run.Id}.sock")))
            await Task.Delay(5, patience.Token);
    }

    private static uint OwnUid => Sockets.OwnUser.Id;
}
