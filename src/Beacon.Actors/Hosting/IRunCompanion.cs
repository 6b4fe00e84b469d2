using Beacon.Records.Events;

namespace Beacon.Actors.Hosting;

/// <summary>What accompanies a run from its start to its end, such as the server of its control socket.</summary>
public interface IRunCompanion
{
    /// <summary>
    /// The run is over and its record complete. <see cref="IBeaconRun.Completion"/> waits for this, so it must not take long, nor wait for
    /// that. Must not throw. May be called twice where the run ends at once.
    /// </summary>
    /// <param name="result">The result; null: the run's actor was ended before the run was.</param>
    Task RunEndedAsync(RunResult? result);
}
