using System.Net.NetworkInformation;
using Beacon.Plans;

namespace Beacon.Processes.Portable;

/// <summary>Whether a port of this machine is taken, as far as the operating system tells everybody: that it is, and not by whom.</summary>
internal static class PortOwners
{
    /// <summary>Who holds a port, for a person; null: nobody.</summary>
    /// <param name="port">The port.</param>
    public static string? HolderOf(PortRequirement port)
    {
        var network = IPGlobalProperties.GetIPGlobalProperties();
        var taken = port.Protocol == TransportProtocol.Tcp ? network.GetActiveTcpListeners() : network.GetActiveUdpListeners();
        return Array.Exists(taken, endpoint => endpoint.Port == port.Port) ? "a program that this system does not name" : null;
    }
}
