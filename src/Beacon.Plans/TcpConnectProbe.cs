using System.Diagnostics.CodeAnalysis;

namespace Beacon.Plans;

/// <summary>A TCP connection is accepted; it is closed at once.</summary>
/// <param name="Host">A host name or address.</param>
/// <param name="Port">1 to 65535.</param>
public sealed record TcpConnectProbe(string Host, int Port) : Probe("tcp-connect")
{
    /// <inheritdoc />
    public override string Subject => $"{Host}:{Port}";

    /// <summary>What a text should have been that is no host with a port.</summary>
    public const string Expected = "\"HOST:PORT\", such as 127.0.0.1:9000 or [::1]:9000";

    /// <summary>Reads a host and a port.</summary>
    /// <param name="text">Such as <c>localhost:9000</c> or <c>[::1]:9000</c>.</param>
    /// <param name="probe">The probe.</param>
    /// <param name="error">What is wrong with the text; null: nothing.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out TcpConnectProbe? probe, [NotNullWhen(false)] out string? error)
    {
        var colon = text.LastIndexOf(':');
        var host = colon > 0 ? text[..colon] : "";
        var isHost = Uri.CheckHostName(host) != UriHostNameType.Unknown && host.Contains(':') == host.StartsWith('[');
        probe = isHost && LocalEndpoint.ParsePort(text[(colon + 1)..]) is { } port ? new TcpConnectProbe(host.Trim('[', ']'), port) : null;
        error = probe is null ? $"expected {Expected}, found \"{text}\"" : null;
        return probe is not null;
    }

    /// <summary>Reads a host and a port.</summary>
    /// <exception cref="ArgumentException">The text is none.</exception>
    public static TcpConnectProbe Parse(string text) =>
        TryParse(text, out var probe, out var error) ? probe : throw new ArgumentException(error, nameof(text));
}
