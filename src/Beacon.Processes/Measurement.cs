using System.Collections.Immutable;

namespace Beacon.Processes;

/// <summary>What process trees and the machine used at one moment.</summary>
/// <param name="Usages">What the tree of each process uses; a process that is gone, or whose figures are hidden, is left out.</param>
/// <param name="Machine">How busy the machine is.</param>
/// <param name="Cost">The CPU time that the measurement took.</param>
public sealed record Measurement(ImmutableDictionary<IProcess, ResourceUsage> Usages, MachineUsage Machine, TimeSpan Cost)
{
    /// <summary>Nothing was found.</summary>
    public static readonly Measurement Nothing = new(ImmutableDictionary<IProcess, ResourceUsage>.Empty, new MachineUsage(), TimeSpan.Zero);
}
