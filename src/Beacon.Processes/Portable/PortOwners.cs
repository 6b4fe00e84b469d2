using System.Net.NetworkInformation;
using Beacon.Plans;

namespace Beacon.Processes.Portable;

/// <summary>Whether a port of this machine is in use. The portable engine does not know by which process.</summary>
internal static class PortOwners
{
    /// <summary>Describes the process that holds a port; null: the port is free.</summary>
    /// <param name="port">The port.</param>
    public static string? HolderOf(PortRequirement port)
    {
        var network = IPGlobalProperties.GetIPGlobalProperties();
        var taken = port.Protocol == TransportProtocol.Tcp ? network.GetActiveTcpListeners() : network.GetActiveUdpListeners();
        return Array.Exists(taken, endpoint => endpoint.Port == port.Port) ? "a program that this system does not name" : null;
    }
}
