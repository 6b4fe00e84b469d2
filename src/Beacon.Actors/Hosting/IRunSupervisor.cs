using Beacon.Plans;

namespace Beacon.Actors.Hosting;

/// <summary>Starts runs in an actor system, concurrently or one after the other.</summary>
public interface IRunSupervisor
{
    /// <summary>Starts a run. A failure of the run shows in its events and its result, not as an exception.</summary>
    /// <param name="plan">The plan. It may be run any number of times; two runs can't have one TCP port at a time.</param>
    /// <param name="cancellationToken">Stops the run gracefully, now or later, as <see cref="IBeaconRun.StopAsync"/> does.</param>
    /// <returns>The run, as soon as its record folder exists.</returns>
    /// <exception cref="InvalidPlanException">The plan was changed by <c>with</c> to an invalid one.</exception>
    /// <exception cref="PrerequisitesMissingException">
    /// A program, file or port is missing, another run has the port, or the results folder can't be written: nothing was started.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled before: nothing was started.</exception>
    /// <exception cref="InvalidOperationException">The actor system is being shut down.</exception>
    Task<IBeaconRun> StartAsync(RunPlan plan, CancellationToken cancellationToken = default);
}
