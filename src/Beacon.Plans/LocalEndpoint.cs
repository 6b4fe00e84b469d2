using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Beacon.Plans;

/// <summary>A local socket address: a port on one address, or on any.</summary>
/// <param name="Address">The address the socket is bound to; null: whatever address.</param>
/// <param name="Port">1 to 65535.</param>
public sealed record LocalEndpoint(IPAddress? Address, int Port)
{
    /// <inheritdoc />
    public override string ToString() => Address is null ? $"{Port}" : new IPEndPoint(Address, Port).ToString();

    /// <summary>Whether a socket that is bound to an address receives what is sent to this endpoint. The port is not compared.</summary>
    /// <param name="bound">The socket's address. An IPv4-mapped one (RFC 4291, section 2.5.5.2) is the IPv4 address in it.</param>
    /// <param name="isIPv6Only">Whether an IPv6 socket refuses IPv4 (IPV6_V6ONLY, ipv6(7)).</param>
    public bool IsServedBy(IPAddress bound, bool isIPv6Only = false)
    {
        ArgumentNullException.ThrowIfNull(bound);
        if (Address is null)
            return true;
        var wanted = Unmapped(Address);
        var actual = Unmapped(bound);
        if (actual.Equals(IPAddress.IPv6Any))
            return wanted.AddressFamily == AddressFamily.InterNetworkV6 || !isIPv6Only;
        if (wanted.AddressFamily != actual.AddressFamily)
            return false;

        // Bytes, because the scope of a link-local address is not among what the kernel reports of a socket.
        return actual.Equals(IPAddress.Any) || wanted.GetAddressBytes().AsSpan().SequenceEqual(actual.GetAddressBytes());
    }

    internal const string Expected = "a port from 1 to 65535, or \"ADDRESS:PORT\" with a numeric address";

    /// <summary>Reads <c>9000</c>, <c>127.0.0.1:9000</c> or <c>[::1]:9000</c>.</summary>
    internal static bool TryParse(string text, [NotNullWhen(true)] out LocalEndpoint? endpoint, [NotNullWhen(false)] out string? error)
    {
        var colon = text.LastIndexOf(':');
        var address = colon < 0 ? "" : text[..colon];
        var port = ParsePort(text[(colon + 1)..]);

        // Without its brackets, the last group of an IPv6 address could be the port; a lone number is an address to .NET.
        IPAddress? parsed = null;
        var isAddress =
            colon < 0
            || ((address.StartsWith('[') || address.Count(character => character == '.') == 3) && IPAddress.TryParse(address, out parsed));
        endpoint = port is { } number && isAddress ? new LocalEndpoint(parsed, number) : null;
        error = endpoint is null ? $"expected {Expected}, such as 127.0.0.1:9000 or [::1]:9000, found \"{text}\"" : null;
        return endpoint is not null;
    }

    /// <summary>A port from 1 to 65535; null: the text is none.</summary>
    internal static int? ParsePort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535 ? port : null;

    private static IPAddress Unmapped(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
