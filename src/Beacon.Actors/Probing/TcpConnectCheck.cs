using System.Net.Sockets;
using Beacon.Plans;

namespace Beacon.Actors.Probing;

/// <summary>Checks whether a TCP connection is accepted; it is closed at once.</summary>
internal sealed class TcpConnectCheck(TcpConnectProbe spec) : IProbeCheck
{
    public async Task<ProbeResult> CheckAsync(CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(spec.Host, spec.Port, cancellationToken).ConfigureAwait(false);
            return new ProbeResult(true, "connected");
        }
        catch (SocketException exception)
        {
            return new ProbeResult(false, exception.Message);
        }
    }
}
