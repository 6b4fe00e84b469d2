using System.Collections.Immutable;
using Beacon.Plans.Text;

namespace Beacon.Plans;

/// <summary>What must be there before anything starts; what is missing ends the run with exit code 3.</summary>
public sealed record Requirements
{
    /// <summary>Files or folders that must exist: absolute paths.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>Ports that must be free.</summary>
    public ImmutableArray<PortRequirement> FreePorts { get; init; } = [];
}

/// <summary>A port that must be free, written <c>tcp:9000</c> or <c>udp:12345</c>.</summary>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="Port">1 to 65535.</param>
public sealed record PortRequirement(TransportProtocol Protocol, int Port)
{
    /// <inheritdoc />
    public override string ToString() => $"{EnumText.Format(Protocol)}:{Port}";
}

/// <summary>The transport of a port.</summary>
public enum TransportProtocol
{
    /// <summary>Transmission Control Protocol.</summary>
    Tcp,

    /// <summary>User Datagram Protocol.</summary>
    Udp,
}
