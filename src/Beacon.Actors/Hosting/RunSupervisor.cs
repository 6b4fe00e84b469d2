using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using Akka.DependencyInjection;
using Akka.Hosting.Logging;
using Beacon.Actors.Observing;
using Beacon.Actors.Running;
using Beacon.Actors.Scheduling;
using Beacon.Actors.Starting;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;
using Beacon.Records.Layout;
using Beacon.Records.Recording;
using Beacon.Reports.Html;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Beacon.Actors.Hosting;

/// <summary>
/// The runs of one actor system: an extension, so that <c>RunSupervisor.Get(system)</c> is the same one wherever it is asked for. When
/// the system is shut down its runs stop, last level first.
/// </summary>
public sealed class RunSupervisor : IRunSupervisor, IExtension
{
    private readonly IActorRef _beacon;
    private readonly ConcurrentDictionary<EngineKind, Lazy<IProcessLauncher>> _launchers = new();

    private readonly PortClaims _ports = new();
    private readonly ActorSystem _system;
    private readonly ILogger _logger;

    private RunSupervisor(ExtendedActorSystem system)
    {
        _system = system;
        _logger = LoggerOf(system);
        _beacon = system.ActorOf(Props.Create<BeaconActor>(), BeaconActor.ActorName);
        StopPhases.AddTasks(system, _beacon);
        system.WhenTerminated.ContinueWith(
            _ =>
            {
                foreach (var launcher in _launchers.Values)
                    (launcher.Value as IDisposable)?.Dispose();
            },
            TaskScheduler.Default
        );
    }

    /// <summary>The runs of a system.</summary>
    /// <param name="system">The system.</param>
    public static RunSupervisor Get(ActorSystem system) => system.WithExtension<RunSupervisor, Provider>();

    /// <inheritdoc />
    public Task<IBeaconRun> StartAsync(RunPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return StartAsync(plan, cancellationToken, ownsSystem: false);
    }

    /// <summary>Starts a run, with which the actor system ends where it was made for it.</summary>
    internal async Task<IBeaconRun> StartAsync(RunPlan plan, CancellationToken cancellationToken, bool ownsSystem)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_system.WhenTerminated.IsCompleted || CoordinatedShutdown.Get(_system).ShutdownReason is not null)
            throw ShuttingDown();
        var claim = _ports.Claim(plan, out var taken);
        try
        {
            if (Prerequisites.Check(plan) is { Count: > 0 } missing)
                throw new PrerequisitesMissingException([.. missing, .. taken]);
            if (taken.Count > 0)
                throw new PrerequisitesMissingException(taken);

            ProcessEngine.Pin(plan);
            var clock = new RunClock(TimeProvider.System);
            return await StartAsync(
                    new RunContext
                    {
                        Plan = plan,
                        Launcher = _launchers
                            .GetOrAdd(plan.Engine, kind => new Lazy<IProcessLauncher>(() => ProcessEngine.Create(kind)))
                            .Value,
                        Recorder = Record(plan, clock),
                        Clock = clock,
                        Observer = new RunTelemetry(plan, _logger).Observe,
                        Findings = [.. RunningMarks.TakeStale(plan.Results).Select(StaleRun)],
                    },
                    claim,
                    cancellationToken,
                    ownsSystem
                )
                .ConfigureAwait(false);
        }
        catch
        {
            claim.Dispose();
            throw;
        }
    }

    /// <summary>How the runs fare.</summary>
    internal async Task<ImmutableArray<RunSnapshot>> SnapshotsAsync(CancellationToken cancellationToken)
    {
        var asked = _beacon.Ask<BeaconActor.Snapshots>(
            new BeaconActor.GetSnapshots(cancellationToken),
            Timeout.InfiniteTimeSpan,
            cancellationToken
        );
        if (await Task.WhenAny(asked, _system.WhenTerminated).ConfigureAwait(false) != asked)
            throw ShuttingDown();
        return (await asked.ConfigureAwait(false)).Runs;
    }

    private async Task<IBeaconRun> StartAsync(RunContext context, PortClaim claim, CancellationToken cancellationToken, bool ownsSystem)
    {
        claim.Holder = context.Recorder.Run;
        var made = _beacon.Ask<IActorRef>(new BeaconActor.StartRun(context), Timeout.InfiniteTimeSpan);
        if (await Task.WhenAny(made, _system.WhenTerminated).ConfigureAwait(false) != made)
            throw ShuttingDown();

        CancellationTokenRegistration cancellation = default;
        var run = new BeaconRun(
            context,
            await made.ConfigureAwait(false),
            async () =>
            {
                claim.Dispose();
                await cancellation.DisposeAsync().ConfigureAwait(false);
                if (ownsSystem)
                    await _system.Terminate().ConfigureAwait(false);
            }
        );
        cancellation = cancellationToken.Register(() => run.StopAsync(UnixSignal.SIGTERM));
        return run;
    }

    private static RunRecorder Record(RunPlan plan, RunClock clock)
    {
        try
        {
            return RunRecorder.Create(plan, clock.Now, (folder, result) => RunReport.Write(folder, result));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new PrerequisitesMissingException([new Problem(ProblemKind.ResultsNotWritable, $"{plan.Results}: {exception.Message}")]);
        }
    }

    // That of the run's own system, or the container's; a system without either has nobody to tell.
    private static ILogger LoggerOf(ActorSystem system) =>
        (
            system.Settings.Setup.Get<LoggerFactorySetup>().GetOrElse(null!)?.LoggerFactory
            ?? system.Settings.Setup.Get<DependencyResolverSetup>().GetOrElse(null!)?.DependencyResolver.GetService<ILoggerFactory>()
        )?.CreateLogger(RunTelemetry.Name) ?? NullLogger.Instance;

    private InvalidOperationException ShuttingDown() =>
        new($"the actor system {_system.Name} is shutting down: start the run in another, or earlier");

    private static Problem StaleRun((string Run, int SupervisorPid) stale) =>
        new(
            ProblemKind.StaleRun,
            $"the run {stale.Run} was cut short: its supervisor (pid {stale.SupervisorPid}) died before it could close the record, which holds what was written until then"
        );

    /// <summary>Makes the extension.</summary>
    internal sealed class Provider : ExtensionIdProvider<RunSupervisor>
    {
        /// <inheritdoc />
        public override RunSupervisor CreateExtension(ExtendedActorSystem system) => new(system);
    }
}
