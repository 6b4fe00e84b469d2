using System.Net.Sockets;
using Beacon.Plans;

namespace Beacon.Actors.Probing;

/// <summary>Whether somebody accepts a TCP connection; it is closed at once.</summary>
internal sealed class TcpConnecting(TcpConnectProbe spec) : IProbe
{
    public async Task<ProbeAnswer> AskAsync(CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(spec.Host, spec.Port, cancellationToken).ConfigureAwait(false);
            return new ProbeAnswer(true, "connected");
        }
        catch (SocketException exception)
        {
            return new ProbeAnswer(false, exception.Message);
        }
    }
}
