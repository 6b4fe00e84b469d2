using System.Collections.Concurrent;
using System.Collections.Immutable;
using Akka.Actor;
using Akka.DependencyInjection;
using Akka.Hosting.Logging;
using Beacon.Actors.Components;
using Beacon.Actors.Observing;
using Beacon.Actors.Probing;
using Beacon.Actors.Scheduling;
using Beacon.Actors.Starting;
using Beacon.Plans;
using Beacon.Plans.Secrets;
using Beacon.Plans.Text;
using Beacon.Processes;
using Beacon.Processes.Files;
using Beacon.Records.Events;
using Beacon.Records.Layout;
using Beacon.Records.Recording;
using Beacon.Reports.Html;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Beacon.Actors.Hosting;

/// <summary>
/// The runs of one actor system: an extension, so that <c>RunSupervisor.Get(system)</c> always returns the same one. When the
/// system is shut down its runs stop, last level first.
/// </summary>
public sealed class RunSupervisor : IRunSupervisor, IExtension
{
    private readonly IActorRef _beacon;
    private readonly ConcurrentDictionary<EngineKind, Lazy<IProcessLauncher>> _launchers = new();

    private readonly List<Func<IBeaconRun, Action<Problem>, IRunCompanion?>> _companions = [];
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

    /// <summary>Lets something accompany each run that is started from now on. To be called before runs are started.</summary>
    /// <param name="companion">
    /// Called with each run that has just been started, and with what publishes a problem in that run; must not wait. Null: it does not
    /// accompany this run.
    /// </param>
    public void Accompany(Func<IBeaconRun, Action<Problem>, IRunCompanion?> companion) => _companions.Add(companion);

    /// <inheritdoc />
    public Task<IBeaconRun> StartAsync(RunPlan plan, CancellationToken cancellationToken = default) =>
        StartAsync(plan, new RunSettings(), cancellationToken);

    /// <summary>Starts a run with parts of your own: a launcher, a clock, a recorder.</summary>
    /// <inheritdoc cref="IRunSupervisor.StartAsync"/>
    /// <param name="plan">The plan.</param>
    /// <param name="settings">The parts that are replaced.</param>
    /// <param name="cancellationToken">Stops the run gracefully, now or later.</param>
    /// <exception cref="ArgumentException">The label can't be one (<see cref="RunLabel"/>).</exception>
    public Task<IBeaconRun> StartAsync(RunPlan plan, RunSettings settings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Label is { } label && RunLabel.WhyNot(label) is { } wrong)
            throw new ArgumentException(wrong, nameof(settings));
        return StartAsync(plan, settings, cancellationToken, ownsSystem: false);
    }

    /// <summary>Starts a run that ends its actor system, if that was made for it.</summary>
    internal async Task<IBeaconRun> StartAsync(RunPlan plan, RunSettings settings, CancellationToken cancellationToken, bool ownsSystem)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_system.WhenTerminated.IsCompleted || CoordinatedShutdown.Get(_system).ShutdownReason is not null)
            throw ShuttingDown();
        var claim = settings.Launcher is null ? ClaimMachine(plan) : null;
        try
        {
            return await StartAsync(ContextOf(plan, settings), claim, cancellationToken, ownsSystem).ConfigureAwait(false);
        }
        catch
        {
            claim?.Dispose();
            throw;
        }
    }

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

    private async Task<IBeaconRun> StartAsync(RunContext context, PortClaim? claim, CancellationToken cancellationToken, bool ownsSystem)
    {
        claim?.Holder = context.Recorder.Run;
        var made = _beacon.Ask<IActorRef>(new BeaconActor.StartRun(context), Timeout.InfiniteTimeSpan);
        if (await Task.WhenAny(made, _system.WhenTerminated).ConfigureAwait(false) != made)
            throw ShuttingDown();

        CancellationTokenRegistration cancellation = default;
        var run = new BeaconRun(
            context,
            await made.ConfigureAwait(false),
            async () =>
            {
                claim?.Dispose();
                await cancellation.DisposeAsync().ConfigureAwait(false);
                if (ownsSystem)
                    await _system.Terminate().ConfigureAwait(false);
            }
        );
        run.Accompany(_companions);
        cancellation = cancellationToken.Register(() => run.StopAsync(UnixSignal.SIGTERM));
        return run;
    }

    /// <summary>Claims the ports of a run on this machine, and checks that nothing else is missing on it.</summary>
    private PortClaim ClaimMachine(RunPlan plan)
    {
        var claim = _ports.Claim(plan, out var taken);
        try
        {
            if (Prerequisites.Check(plan) is { Count: > 0 } missing)
                throw new PrerequisitesMissingException([.. missing, .. taken]);
            if (taken.Count > 0)
                throw new PrerequisitesMissingException(taken);
            ProcessEngine.Pin(plan);
            return claim;
        }
        catch
        {
            claim.Dispose();
            throw;
        }
    }

    private RunContext ContextOf(RunPlan plan, RunSettings settings)
    {
        var clock = new RunClock(settings.Time ?? TimeProvider.System);
        var isFirst = settings.Launcher is null && !_launchers.ContainsKey(plan.Engine);
        var launcher = settings.Launcher ?? LauncherOf(plan.Engine);
        return new RunContext
        {
            Plan = plan,
            Launcher = launcher,
            Recorder = settings.Recorder ?? Record(plan, clock),
            Clock = clock,
            Label = settings.Label,
            IsWarmup = settings.IsWarmup,
            Probes = settings.Probes ?? new ProbeFactory(),
            Observer = settings.Observer ?? new RunTelemetry(plan, _logger).Observe,
            Findings =
            [
                .. settings.Recorder is null ? RunningMarks.TakeStale(plan.Results).Select(StaleRun) : [],
                .. isFirst && launcher.Ended is [_, ..] ended ? (Problem[])[EndedLate(ended)] : [],
            ],
            Work = settings.Work ?? new BackgroundWork(),
        };
    }

    private IProcessLauncher LauncherOf(EngineKind engine) =>
        _launchers.GetOrAdd(engine, kind => new Lazy<IProcessLauncher>(() => ProcessEngine.Create(kind))).Value;

    private static RunRecorder Record(RunPlan plan, RunClock clock)
    {
        try
        {
            return RunRecorder.Create(plan, clock.Now, (record, result) => RunReport.Write(record, result, SecretMask.Of(plan)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var kind = exception is UntrustedFolderException ? ProblemKind.ResultsNotTrusted : ProblemKind.ResultsNotWritable;
            throw new PrerequisitesMissingException([new Problem(kind, $"{plan.Results}: {ExceptionText.Of(exception)}")]);
        }
    }

    // The logger factory of the run's own system, or of the container.
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
            $"the run {stale.Run} was cut short: its supervisor (pid {stale.SupervisorPid})"
                + " died before it could close the record, which holds what was written until then"
        );

    private static Problem EndedLate(IReadOnlyList<string> ended) =>
        new(
            ProblemKind.StaleRun,
            $"killed before the start: {string.Join(", ", ended)}, left running by a supervisor that was killed together with its guardian"
        );

    internal sealed class Provider : ExtensionIdProvider<RunSupervisor>
    {
        /// <inheritdoc />
        public override RunSupervisor CreateExtension(ExtendedActorSystem system) => new(system);
    }
}
