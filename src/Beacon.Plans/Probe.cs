using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Beacon.Plans;

/// <summary>
/// A check of a component with the answer yes or not yet: for its readiness, or its liveness. <c>Probe.TcpListen</c> and the like make
/// them.
/// </summary>
public abstract record Probe
{
    private protected Probe(string kind) => Kind = kind;

    /// <summary>The probe's key in the configuration: <c>tcp-listen</c>.</summary>
    public string Kind { get; }

    /// <summary>What is checked, in a few words: <c>9000</c>.</summary>
    public string Subject => Describe();

    /// <inheritdoc />
    public sealed override string ToString() => $"{Kind} {Subject}";

    private protected abstract string Describe();
}

/// <summary>The component's own process tree listens on all of these TCP endpoints. Never connects.</summary>
/// <param name="Endpoints">At least one.</param>
public sealed record TcpListenProbe(ImmutableArray<LocalEndpoint> Endpoints) : Probe("tcp-listen")
{
    private protected override string Describe() => string.Join(", ", Endpoints);
}

/// <summary>The component's own process tree has bound all of these UDP endpoints. Sends nothing.</summary>
/// <param name="Endpoints">At least one.</param>
public sealed record UdpBoundProbe(ImmutableArray<LocalEndpoint> Endpoints) : Probe("udp-bound")
{
    private protected override string Describe() => string.Join(", ", Endpoints);
}

/// <summary>A TCP connection is accepted; it is closed at once.</summary>
/// <param name="Host">A host name or address.</param>
/// <param name="Port">1 to 65535.</param>
public sealed record TcpConnectProbe(string Host, int Port) : Probe("tcp-connect")
{
    private protected override string Describe() => $"{Host}:{Port}";

    internal const string Expected = "\"HOST:PORT\", such as 127.0.0.1:9000 or [::1]:9000";

    /// <summary>Reads <c>localhost:9000</c> or <c>[::1]:9000</c>.</summary>
    internal static bool TryParse(string text, [NotNullWhen(true)] out TcpConnectProbe? probe, [NotNullWhen(false)] out string? error)
    {
        var colon = text.LastIndexOf(':');
        var host = colon > 0 ? text[..colon] : "";
        var isHost = Uri.CheckHostName(host) != UriHostNameType.Unknown && host.Contains(':') == host.StartsWith('[');
        probe = isHost && LocalEndpoint.ParsePort(text[(colon + 1)..]) is { } port ? new TcpConnectProbe(host.Trim('[', ']'), port) : null;
        error = probe is null ? $"expected {Expected}, found \"{text}\"" : null;
        return probe is not null;
    }
}

/// <summary>An HTTP GET is answered with the expected status.</summary>
/// <param name="Url">An absolute http or https URL.</param>
/// <param name="Status">The status expected; null: any from 200 to 299.</param>
public sealed record HttpProbe(Uri Url, int? Status) : Probe("http")
{
    /// <summary>Whether any certificate of an https server is accepted, also one that it has signed itself.</summary>
    public bool IsInsecure { get; init; }

    private protected override string Describe() => Status is null ? $"{Url}" : $"{Url} ({Status})";
}

/// <summary>A line of the component's output matches.</summary>
/// <param name="Pattern">A regular expression.</param>
/// <param name="Stream">The stream that is watched; null: both.</param>
public sealed record LogProbe(OutputPattern Pattern, OutputStream? Stream) : Probe("log")
{
    private protected override string Describe() => $"/{Pattern}/";
}

/// <summary>A command exits with 0.</summary>
/// <param name="Command">The program and its arguments; may hold placeholders.</param>
public sealed record ExecProbe(ImmutableArray<string> Command) : Probe("exec")
{
    private protected override string Describe() => string.Join(' ', Command);
}

/// <summary>A file or folder exists.</summary>
/// <param name="Path">An absolute path; may hold placeholders.</param>
public sealed record FileProbe(string Path) : Probe("file")
{
    private protected override string Describe() => Path;
}

/// <summary>A time has passed since the program was executed: the last resort, for it observes nothing.</summary>
/// <param name="Delay">Zero or more.</param>
public sealed record AfterProbe(TimeSpan Delay) : Probe("after")
{
    private protected override string Describe() => Durations.Format(Delay);
}

/// <summary>A live statistic grows: the component gets on with its work.</summary>
/// <param name="Statistic">The name of a live statistic, which is a group in <see cref="StatisticsSpec.Live"/>.</param>
/// <param name="Within">How long it may stand still.</param>
public sealed record ProgressProbe(string Statistic, TimeSpan Within) : Probe("progress")
{
    private protected override string Describe() => $"{Statistic} within {Durations.Format(Within)}";
}
