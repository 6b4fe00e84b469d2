using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Beacon.Plans;

/// <summary>A local socket address: a port on one address, or on any.</summary>
/// <param name="Address">The address the socket is bound to; null: whatever address.</param>
/// <param name="Port">1 to 65535.</param>
public sealed record LocalEndpoint(IPAddress? Address, int Port)
{
    /// <inheritdoc />
    public override string ToString() => Address is null ? $"{Port}" : new IPEndPoint(Address, Port).ToString();

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
}
