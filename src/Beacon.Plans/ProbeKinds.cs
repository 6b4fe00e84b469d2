using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;

namespace Beacon.Plans;

/// <summary>A local socket address: a port on one address, or on any.</summary>
/// <param name="Address">The address the socket is bound to; null: whatever address.</param>
/// <param name="Port">1 to 65535.</param>
public sealed record LocalEndpoint(IPAddress? Address, int Port)
{
    /// <inheritdoc />
    public override string ToString() => Address is null ? $"{Port}" : new IPEndPoint(Address, Port).ToString();
}

/// <summary>The component's own process tree listens on all of these TCP endpoints. Never connects.</summary>
/// <param name="Endpoints">At least one.</param>
internal sealed record TcpListenProbe(ImmutableArray<LocalEndpoint> Endpoints) : Probe("tcp-listen")
{
    /// <inheritdoc />
    public override string Subject => string.Join(", ", Endpoints);
}

/// <summary>The component's own process tree has bound all of these UDP endpoints. Sends nothing.</summary>
/// <param name="Endpoints">At least one.</param>
internal sealed record UdpBoundProbe(ImmutableArray<LocalEndpoint> Endpoints) : Probe("udp-bound")
{
    /// <inheritdoc />
    public override string Subject => string.Join(", ", Endpoints);
}

/// <summary>A TCP connection is accepted; it is closed at once.</summary>
/// <param name="Host">A host name or address.</param>
/// <param name="Port">1 to 65535.</param>
internal sealed record TcpConnectProbe(string Host, int Port) : Probe("tcp-connect")
{
    /// <inheritdoc />
    public override string Subject => $"{Host}:{Port}";
}

/// <summary>An HTTP GET is answered with the expected status.</summary>
/// <param name="Url">An absolute http or https URL.</param>
/// <param name="Status">The status expected; null: any from 200 to 299.</param>
internal sealed record HttpProbe(Uri Url, int? Status) : Probe("http")
{
    /// <inheritdoc />
    public override string Subject => Status is null ? $"{Url}" : $"{Url} ({Status})";
}

/// <summary>A line of the component's output matches.</summary>
/// <param name="Pattern">A .NET regular expression.</param>
/// <param name="Stream">The stream that is watched; null: both.</param>
public sealed record LogProbe(Regex Pattern, OutputStream? Stream) : Probe("log")
{
    /// <inheritdoc />
    public override string Subject => $"/{Pattern}/";

    /// <summary>Probes are equal when their patterns' texts and streams are.</summary>
    /// <param name="other">The other probe.</param>
    public bool Equals(LogProbe? other) => other is not null && Stream == other.Stream && Pattern.ToString() == other.Pattern.ToString();

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Pattern.ToString(), Stream);
}

/// <summary>A command exits with 0.</summary>
/// <param name="Command">The program and its arguments; may hold placeholders.</param>
internal sealed record ExecProbe(ImmutableArray<string> Command) : Probe("exec")
{
    /// <inheritdoc />
    public override string Subject => string.Join(' ', Command);
}

/// <summary>A file or folder exists.</summary>
/// <param name="Path">An absolute path; may hold placeholders.</param>
internal sealed record FileProbe(string Path) : Probe("file")
{
    /// <inheritdoc />
    public override string Subject => Path;
}

/// <summary>A time has passed since the program was executed: the last resort, for it observes nothing.</summary>
/// <param name="Delay">Zero or more.</param>
internal sealed record AfterProbe(TimeSpan Delay) : Probe("after")
{
    /// <inheritdoc />
    public override string Subject => Durations.Format(Delay);
}

/// <summary>A live statistic grows: the component gets on with its work.</summary>
/// <param name="Statistic">The name of a live statistic, which is a group in <see cref="StatisticsSpec.Live"/>.</param>
/// <param name="Within">How long it may stand still.</param>
internal sealed record ProgressProbe(string Statistic, TimeSpan Within) : Probe("progress")
{
    /// <inheritdoc />
    public override string Subject => $"{Statistic} within {Durations.Format(Within)}";
}
