using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Hosting.Logging;
using Beacon.Plans;
using Beacon.Records.Events;
using Microsoft.Extensions.Logging;

namespace Beacon.Actors.Hosting;

/// <summary>Runs a plan in an actor system of its own, which lasts as long as the run.</summary>
public static class PlanRuns
{
    private const string LoggerFactoryLogger = "Akka.Hosting.Logging.LoggerFactoryLogger, Akka.Hosting";

    /// <summary>Runs the plan to its end. A failure of the run is a result, not an exception.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">
    /// Stops the run gracefully, last level first: the result is then <see cref="RunOutcome.Interrupted"/>, with all that was recorded.
    /// Cancelled before anything was started, it is an <see cref="OperationCanceledException"/>, and there is no record.
    /// </param>
    /// <exception cref="PrerequisitesMissingException">A program, file or port is missing: nothing was started.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled before anything was started.</exception>
    public static Task<RunResult> RunAsync(this RunPlan plan, CancellationToken cancellationToken = default) =>
        plan.RunAsync(null, cancellationToken);

    /// <summary>Runs the plan to its end, and logs.</summary>
    /// <inheritdoc cref="RunAsync(RunPlan, CancellationToken)"/>
    /// <param name="plan">The plan.</param>
    /// <param name="logging">Receives the run's log, in the categories <c>Beacon.Actors</c> and <c>Akka</c>; null: no log.</param>
    /// <param name="cancellationToken">Stops the run gracefully, as above.</param>
    public static async Task<RunResult> RunAsync(this RunPlan plan, ILoggerFactory? logging, CancellationToken cancellationToken = default)
    {
        await using var run = await plan.StartAsync(logging, cancellationToken).ConfigureAwait(false);
        return await run.Completion.ConfigureAwait(false);
    }

    /// <summary>Starts a run of the plan, to be watched and stopped while it lasts.</summary>
    /// <inheritdoc cref="RunAsync(RunPlan, CancellationToken)"/>
    public static Task<IBeaconRun> StartAsync(this RunPlan plan, CancellationToken cancellationToken = default) =>
        plan.StartAsync(null, cancellationToken);

    /// <summary>Starts a run of the plan, to be watched and stopped while it lasts, and logs.</summary>
    /// <inheritdoc cref="RunAsync(RunPlan, ILoggerFactory?, CancellationToken)"/>
    public static async Task<IBeaconRun> StartAsync(
        this RunPlan plan,
        ILoggerFactory? logging,
        CancellationToken cancellationToken = default
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var system = SystemFor(plan, logging);
        try
        {
            return await RunSupervisor
                .Get(system)
                .StartAsync(plan, new RunSettings(), cancellationToken, ownsSystem: true)
                .ConfigureAwait(false);
        }
        catch
        {
            await system.Terminate().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The actor system of one run.</summary>
    internal static ActorSystem SystemFor(RunPlan plan, ILoggerFactory? logging)
    {
        var config = StopPhases
            .Configuration(plan)
            .WithFallback(logging is null ? DedicatedSystem.Silent : DedicatedSystem.LoggedBy(LoggerFactoryLogger));
        var setup = ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config));
        return ActorSystem.Create("beacon", logging is null ? setup : setup.And(new LoggerFactorySetup(logging)));
    }
}
