using Beacon.Actors.Controlling;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Hosting;

/// <summary>
/// One run, from its start to its result. Disposing of it stops it gracefully, if it is not over, and waits until its processes are gone.
/// </summary>
public interface IBeaconRun : IAsyncDisposable
{
    /// <summary>The run's id: the name of its record folder.</summary>
    string Id { get; }

    /// <summary>The plan it follows.</summary>
    RunPlan Plan { get; }

    /// <summary>The record folder: an absolute path.</summary>
    string Record { get; }

    /// <summary>The start of the run on the wall clock, in UTC.</summary>
    DateTimeOffset StartedAt { get; }

    /// <summary>The time since the start of the run, on a monotonic clock.</summary>
    TimeSpan Elapsed { get; }

    /// <summary>
    /// Completes when every component is ready, or completed where that was asked. Fails with <see cref="RunNotOperationalException"/>
    /// where the run ends before.
    /// </summary>
    Task Operational { get; }

    /// <summary>
    /// Completes when the run is over and its record complete. Never fails on account of a component; only where the actor system was ended
    /// without its coordinated shutdown, so that there is no result.
    /// </summary>
    Task<RunResult> Completion { get; }

    /// <summary>
    /// The events of the run, in order, up to and including <see cref="RunFinished"/>. A late subscriber first receives the past events:
    /// of the output the last thousand lines, of live counters and resource samples none. A subscriber that reads slowly, throws or stops
    /// reading does not slow the run; if it is far behind, lines of output are left out.
    /// </summary>
    /// <param name="output">Whether <see cref="ComponentOutput"/> is wanted too.</param>
    /// <param name="cancellationToken">Ends the subscription, not the run.</param>
    IAsyncEnumerable<RunEvent> Events(bool output = false, CancellationToken cancellationToken = default);

    /// <summary>One of the run's components.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">The plan has no component of that name.</exception>
    IRunComponent Component(string name);

    /// <summary>
    /// Asks for a graceful end, last level first, at any time, also during the start, and waits for it. The run is then
    /// <see cref="RunOutcome.Interrupted"/>, unless it had already begun to stop.
    /// </summary>
    /// <param name="signal">What asked for it; it decides the exit code, 128 + its number.</param>
    /// <returns>The result, as <see cref="Completion"/>.</returns>
    Task<RunResult> StopAsync(UnixSignal signal = UnixSignal.SIGTERM);

    /// <summary>The state of the run and of its components now; null: the run is over.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<RunSnapshot?> SnapshotAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Carries out an order that a person gives by hand. It is recorded with who gave it, and the run is not comparable with others
    /// afterwards. What a program does with a run that it owns is not by hand: see <see cref="StopAsync"/> and
    /// <see cref="IRunComponent.RestartAsync"/>.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="cancellationToken">Ends the wait, not what was begun.</param>
    /// <returns>
    /// How it has ended, once a component is ready, has stopped or was signalled. An order to end the run is answered at once; the end is
    /// <see cref="Completion"/>. A run without a duration that is operational then ends as completed, any other as interrupted.
    /// </returns>
    /// <exception cref="ArgumentException">The order lacks its component or its signal.</exception>
    Task<ControlResult> ControlAsync(ControlOrder order, CancellationToken cancellationToken = default);

    /// <summary>Kills everything at once. The record is completed all the same.</summary>
    void Kill();
}

/// <summary>One component of a run.</summary>
public interface IRunComponent
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>
    /// Stops the component, as at the end of a run, and starts it again, whatever its restart policy; those that depend on it go down and
    /// up with it where <c>restart.dependents</c> says so. Completes when it is ready again.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait, not the restart.</param>
    /// <exception cref="InvalidOperationException">
    /// It can't be restarted: it has not started yet, has done its work, was given up, or the run is ending.
    /// </exception>
    Task RestartAsync(CancellationToken cancellationToken = default);
}
