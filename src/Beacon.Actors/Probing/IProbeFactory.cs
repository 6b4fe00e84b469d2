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
