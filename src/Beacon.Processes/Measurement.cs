using System.Collections.Immutable;

namespace Beacon.Processes;

/// <summary>What was found at one moment.</summary>
/// <param name="Usages">What each process's tree uses; a process that is gone, or hidden from us, is not in it.</param>
/// <param name="Machine">How busy the machine is.</param>
/// <param name="Cost">The CPU time that it took to find out.</param>
internal sealed record Measurement(ImmutableDictionary<IProcess, ResourceUsage> Usages, MachineUsage Machine, TimeSpan Cost)
{
    /// <summary>Nothing was found.</summary>
    public static readonly Measurement Nothing = new(ImmutableDictionary<IProcess, ResourceUsage>.Empty, new MachineUsage(), TimeSpan.Zero);
}
