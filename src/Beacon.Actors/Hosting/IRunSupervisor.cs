using Beacon.Actors.Plans;
using Beacon.Actors.Running;

namespace Beacon.Actors.Hosting;

/// <summary>Starts runs in an actor system, side by side or in turn.</summary>
public interface IRunSupervisor
{
    /// <summary>Starts a run. What fails in it is told by its events and its result, not by an exception.</summary>
    /// <param name="plan">The plan; its prerequisites should have been checked.</param>
    /// <returns>The run, as soon as its record folder exists.</returns>
    /// <exception cref="IOException">The record folder can't be made.</exception>
    Task<IBeaconRun> StartAsync(RunPlan plan);
}

/// <summary>One run, from its start to its result.</summary>
public interface IBeaconRun
{
    /// <summary>The run's id: the name of its record folder.</summary>
    string Id { get; }

    /// <summary>The plan it follows.</summary>
    RunPlan Plan { get; }

    /// <summary>The record folder: an absolute path.</summary>
    string Record { get; }

    /// <summary>
    /// What happens in the run, in order, up to and including <see cref="RunFinished"/>. A late subscriber is first told what
    /// has happened so far: of the output the last thousand lines, of live counters and resource samples nothing.
    /// </summary>
    /// <param name="output">Whether <see cref="ComponentOutput"/> is wanted too.</param>
    /// <param name="cancellationToken">Ends the subscription, not the run.</param>
    IAsyncEnumerable<RunEvent> Events(bool output = false, CancellationToken cancellationToken = default);

    /// <summary>Completes when the run is over and its record complete. Never fails on account of a component.</summary>
    Task<RunResult> Completion { get; }

    /// <summary>
    /// Asks for a graceful end, last level first. The run is then <see cref="RunOutcome.Interrupted"/>, unless it had already begun to stop.
    /// </summary>
    /// <param name="signal">What asked for it; it decides the exit code, 128 + its number.</param>
    void Stop(UnixSignal signal = UnixSignal.SIGTERM);

    /// <summary>Kills everything at once. The record is completed all the same.</summary>
    void Kill();
}
