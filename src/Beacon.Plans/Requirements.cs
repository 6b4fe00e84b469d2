using System.Collections.Immutable;

namespace Beacon.Plans;

/// <summary>What must be there before anything starts; what is missing ends the run with exit code 3.</summary>
public sealed record Requirements
{
    /// <summary>Files or folders that must exist: absolute paths.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>Ports that must be free.</summary>
    public ImmutableArray<PortRequirement> FreePorts { get; init; } = [];
}
