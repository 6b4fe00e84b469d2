using Beacon.Plans;
using Beacon.Processes;

namespace Beacon.Actors.Probing;

/// <summary>
/// Makes the checks of probes that look at a component from outside. A test replaces those that would need a real program.
/// </summary>
public interface IProbeFactory
{
    /// <summary>
    /// Makes the check of a probe for one incarnation. It is disposed of when it is no longer needed, if it is disposable.
    /// </summary>
    /// <param name="probe">
    /// A <see cref="TcpListenProbe"/>, <see cref="UdpBoundProbe"/>, <see cref="TcpConnectProbe"/>, <see cref="HttpProbe"/>,
    /// <see cref="ExecProbe"/> or <see cref="FileProbe"/>.
    /// </param>
    /// <param name="component">The component, its placeholders filled in.</param>
    /// <param name="process">The component's process.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probe is of another kind.</exception>
    IProbeCheck Create(Probe probe, ComponentSpec component, IProcess process);
}

/// <summary>A readiness or liveness check that is repeated.</summary>
public interface IProbeCheck
{
    /// <summary>Checks once. A check that throws has failed, and the message of the exception is what was seen.</summary>
    /// <param name="cancellationToken">Ends the check when its time is over, or when it is no longer needed.</param>
    Task<ProbeResult> CheckAsync(CancellationToken cancellationToken);
}

/// <summary>The result of one check of a probe.</summary>
/// <param name="Holds">Whether the probe holds.</param>
/// <param name="Observation">What was seen, for the message of a timeout: <c>connection refused</c>.</param>
public readonly record struct ProbeResult(bool Holds, string Observation)
{
    /// <summary>
    /// Whether this user may not look: the probe does not hold, and has not failed either. It makes no component ready and ends none.
    /// </summary>
    public bool IsUnknown { get; init; }
}
