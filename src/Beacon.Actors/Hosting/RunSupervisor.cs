using Akka.Actor;
using Beacon.Actors.Plans;
using Beacon.Actors.Processes;
using Beacon.Actors.Recording;
using Beacon.Actors.Running;

namespace Beacon.Actors.Hosting;

/// <summary>
/// The runs of one actor system: an extension, so that <c>RunSupervisor.Get(system)</c> is the same one wherever it is asked for. When
/// the system is shut down its runs stop, last level first.
/// </summary>
public sealed class RunSupervisor : IRunSupervisor, IExtension
{
    private readonly IActorRef _beacon;
    private readonly Lazy<IProcessLauncher> _launcher = new(ProcessEngine.Create);

    private RunSupervisor(ExtendedActorSystem system)
    {
        _beacon = system.ActorOf(Props.Create<BeaconActor>(), BeaconActor.ActorName);
        StopPhases.AddTasks(system, _beacon);
        system.WhenTerminated.ContinueWith(
            _ =>
            {
                if (_launcher.IsValueCreated) (_launcher.Value as IDisposable)?.Dispose();
            },
            TaskScheduler.Default);
    }

    /// <summary>The runs of a system.</summary>
    /// <param name="system">The system.</param>
    public static RunSupervisor Get(ActorSystem system) => system.WithExtension<RunSupervisor, Provider>();

    /// <inheritdoc />
    public async Task<IBeaconRun> StartAsync(RunPlan plan)
    {
        var clock = new RunClock(TimeProvider.System);
        var context = new RunContext
        {
            Plan = plan,
            Launcher = _launcher.Value,
            Recorder = RunRecorder.Create(plan, clock.Now),
            Clock = clock,
        };
        var run = await _beacon.Ask<IActorRef>(new BeaconActor.StartRun(context), Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        return new BeaconRun(context, run);
    }

    /// <summary>Makes the extension.</summary>
    public sealed class Provider : ExtensionIdProvider<RunSupervisor>
    {
        /// <inheritdoc />
        public override RunSupervisor CreateExtension(ExtendedActorSystem system) => new(system);
    }
}
