using Beacon.Plans;
using Beacon.Processes;

namespace Beacon.Actors.Probing;

/// <summary>The checks of real programs: by their sockets, over the network, in the file system, and by running a command.</summary>
public sealed class ProbeFactory : IProbeFactory
{
    /// <inheritdoc />
    public IProbeCheck Create(Probe probe, ComponentSpec component, IProcess process)
    {
        ArgumentNullException.ThrowIfNull(component);
        ArgumentNullException.ThrowIfNull(process);
        return probe switch
        {
            TcpListenProbe listen => new SocketCheck(listen.Endpoints, "listens on", process.Listens),
            UdpBoundProbe bound => new SocketCheck(bound.Endpoints, "has bound", process.HasBound),
            TcpConnectProbe connect => new TcpConnectCheck(connect),
            HttpProbe http => new HttpCheck(http),
            ExecProbe exec => new ExecCheck(exec, component.WorkingDirectory, component.Environment),
            FileProbe file => new FileCheck(file),
            _ => throw new ArgumentOutOfRangeException(nameof(probe), probe?.Kind, "a probe that is not checked from outside"),
        };
    }
}
