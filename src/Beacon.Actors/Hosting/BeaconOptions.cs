using Beacon.Plans;

namespace Beacon.Actors.Hosting;

/// <summary>How an actor system supervises runs. What is null is left to its default.</summary>
public sealed class BeaconOptions
{
    /// <summary>
    /// The plan whose levels get a phase each in the system's coordinated shutdown. Runs of other plans, and those of more levels, walk
    /// their levels within one phase. Default: none.
    /// </summary>
    public RunPlan? Plan { get; set; }

    /// <summary>
    /// How long the shutdown of the actor system waits for runs to stop and to close their records, beside the phases of
    /// <see cref="Plan"/>. Default: 1 minute, and the plan's drain timeout.
    /// </summary>
    public TimeSpan? ShutdownTimeout { get; set; }
}
