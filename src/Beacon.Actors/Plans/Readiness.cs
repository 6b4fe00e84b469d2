using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;

namespace Beacon.Actors.Plans;

/// <summary>When a component is ready (<c>ready</c>): all probes hold, within the timeout.</summary>
public sealed record Readiness
{
    /// <summary>The probes; all must hold. None: ready once the program was executed.</summary>
    public ImmutableArray<ProbeSpec> Probes { get; init; } = [];

    /// <summary>How long it may take from the start of the program.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a probe that has to be polled is polled.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(25);
}

/// <summary>A question with the answer yes or not yet.</summary>
/// <param name="Kind">The probe's key in the configuration.</param>
public abstract record ProbeSpec(string Kind)
{
    /// <summary>What is asked, in a few words: <c>tcp-listen 9000</c>.</summary>
    public abstract string Subject { get; }

    /// <inheritdoc />
    public sealed override string ToString() => $"{Kind} {Subject}";
}

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
public sealed record TcpListenProbe(ImmutableArray<LocalEndpoint> Endpoints) : ProbeSpec("tcp-listen")
{
    /// <inheritdoc />
    public override string Subject => string.Join(", ", Endpoints);
}

/// <summary>The component's own process tree has bound all of these UDP endpoints. Sends nothing.</summary>
/// <param name="Endpoints">At least one.</param>
public sealed record UdpBoundProbe(ImmutableArray<LocalEndpoint> Endpoints) : ProbeSpec("udp-bound")
{
    /// <inheritdoc />
    public override string Subject => string.Join(", ", Endpoints);
}

/// <summary>A TCP connection is accepted; it is closed at once.</summary>
/// <param name="Host">A host name or address.</param>
/// <param name="Port">1 to 65535.</param>
public sealed record TcpConnectProbe(string Host, int Port) : ProbeSpec("tcp-connect")
{
    /// <inheritdoc />
    public override string Subject => $"{Host}:{Port}";
}

/// <summary>An HTTP GET is answered with the expected status.</summary>
/// <param name="Url">An absolute http or https URL.</param>
/// <param name="Status">The status expected; null: any from 200 to 299.</param>
public sealed record HttpProbe(Uri Url, int? Status) : ProbeSpec("http")
{
    /// <inheritdoc />
    public override string Subject => Status is null ? $"{Url}" : $"{Url} ({Status})";
}

/// <summary>A line of the component's output matches.</summary>
/// <param name="Pattern">A .NET regular expression.</param>
/// <param name="Stream">The stream that is watched; null: both.</param>
public sealed record LogProbe(Regex Pattern, OutputStream? Stream) : ProbeSpec("log")
{
    /// <inheritdoc />
    public override string Subject => $"/{Pattern}/";

    /// <summary>Probes are equal when their patterns' texts and streams are.</summary>
    /// <param name="other">The other probe.</param>
    public bool Equals(LogProbe? other) =>
        other is not null && Stream == other.Stream && Pattern.ToString() == other.Pattern.ToString();

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Pattern.ToString(), Stream);
}

/// <summary>A command exits with 0.</summary>
/// <param name="Command">The program and its arguments; may hold placeholders.</param>
public sealed record ExecProbe(ImmutableArray<string> Command) : ProbeSpec("exec")
{
    /// <inheritdoc />
    public override string Subject => string.Join(' ', Command);
}

/// <summary>A file or folder exists.</summary>
/// <param name="Path">An absolute path; may hold placeholders.</param>
public sealed record FileProbe(string Path) : ProbeSpec("file")
{
    /// <inheritdoc />
    public override string Subject => Path;
}

/// <summary>A time has passed since the program was executed: the last resort, for it observes nothing.</summary>
/// <param name="Delay">Zero or more.</param>
public sealed record AfterProbe(TimeSpan Delay) : ProbeSpec("after")
{
    /// <inheritdoc />
    public override string Subject => Durations.Format(Delay);
}

/// <summary>A live statistic grows: the component gets on with its work.</summary>
/// <param name="Statistic">The name of a live statistic, which is a group in <see cref="StatisticsSpec.Live"/>.</param>
/// <param name="Within">How long it may stand still.</param>
public sealed record ProgressProbe(string Statistic, TimeSpan Within) : ProbeSpec("progress")
{
    /// <inheritdoc />
    public override string Subject => $"{Statistic} within {Durations.Format(Within)}";
}

/// <summary>One of a process's two output streams.</summary>
public enum OutputStream
{
    /// <summary>Standard output, file descriptor 1.</summary>
    Stdout,

    /// <summary>Standard error, file descriptor 2.</summary>
    Stderr,
}
