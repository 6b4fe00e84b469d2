using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<EngineKind, Lazy<IProcessLauncher>> _launchers = new();

    private RunSupervisor(ExtendedActorSystem system)
    {
        _beacon = system.ActorOf(Props.Create<BeaconActor>(), BeaconActor.ActorName);
        StopPhases.AddTasks(system, _beacon);
        system.WhenTerminated.ContinueWith(
            _ =>
            {
                foreach (var launcher in _launchers.Values) (launcher.Value as IDisposable)?.Dispose();
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
            Launcher = _launchers.GetOrAdd(plan.Engine, kind => new Lazy<IProcessLauncher>(() => ProcessEngine.Create(kind))).Value,
            Recorder = RunRecorder.Create(plan, clock.Now),
            Clock = clock,
            Findings = [.. RunningMarks.TakeStale(plan.Results).Select(StaleRun)],
        };
        var run = await _beacon.Ask<IActorRef>(new BeaconActor.StartRun(context), Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        return new BeaconRun(context, run);
    }

    private static Problem StaleRun((string Run, int SupervisorPid) stale) => new(
        ProblemKind.StaleRun,
        $"the run {stale.Run} was cut short: its supervisor (pid {stale.SupervisorPid}) died before it could close the record, which holds what was written until then");

    /// <summary>Makes the extension.</summary>
    public sealed class Provider : ExtensionIdProvider<RunSupervisor>
    {
        /// <inheritdoc />
        public override RunSupervisor CreateExtension(ExtendedActorSystem system) => new(system);
    }
}
