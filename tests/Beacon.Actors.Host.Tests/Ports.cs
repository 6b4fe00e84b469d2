using System.Net;
using System.Net.Sockets;

namespace Beacon.Actors.Host.Tests;

/// <summary>Free ports for the programs of a test.</summary>
internal static class Ports
{
    /// <summary>A TCP port that was free a moment ago.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
