using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace Beacon.Actors.Plans;

/// <summary>A text that may hold placeholders, and where it was said.</summary>
internal sealed record SaidText(string Text, Setting Setting);

/// <summary>Reads <c>ready</c>: its probes, in the order in which <c>reference.conf</c> lists them, and its times.</summary>
internal static class ProbeReader
{
    private static readonly TimeSpan LeastTime = TimeSpan.FromMilliseconds(1);

    /// <summary>Reads the object <c>ready</c>.</summary>
    /// <param name="ready">The object.</param>
    /// <param name="said">Receives the texts that may hold placeholders.</param>
    public static Readiness Read(Setting ready, List<SaidText> said) => new()
    {
        Probes = [.. Probes(ready, said)],
        Timeout = ready["timeout"].Duration(LeastTime),
        Interval = ready["interval"].Duration(LeastTime),
    };

    private static IEnumerable<ProbeSpec> Probes(Setting ready, List<SaidText> said)
    {
        if (Endpoints(ready["tcp-listen"]) is { IsEmpty: false } listening) yield return new TcpListenProbe(listening);
        if (Endpoints(ready["udp-bound"]) is { IsEmpty: false } bound) yield return new UdpBoundProbe(bound);
        if (TcpConnect(ready["tcp-connect"]) is { } connect) yield return connect;
        if (Http(ready["http"]) is { } http) yield return http;
        if (Log(ready["log"]) is { } log) yield return log;
        if (Exec(ready["exec"], said) is { } exec) yield return exec;
        if (File(ready["file"], said) is { } file) yield return file;
        if (ready["after"] is { Value: not null } after) yield return new AfterProbe(after.Duration(TimeSpan.Zero));
    }

    private static ImmutableArray<LocalEndpoint> Endpoints(Setting setting)
    {
        var items = setting.ItemsOrOne();
        if (setting.Value is not null && items.Count == 0) setting.Refuse("the list is empty; name a port, or leave the key out");
        return [.. items.Select(Endpoint).OfType<LocalEndpoint>()];
    }

    private static LocalEndpoint? Endpoint(Setting setting)
    {
        const string Expected = "a port from 1 to 65535, or \"ADDRESS:PORT\" with a numeric address";
        if (setting.Text(Expected) is not { } text) return null;

        var colon = text.LastIndexOf(':');
        var address = colon < 0 ? "" : text[..colon];
        if (Port(text[(colon + 1)..]) is { } port)
        {
            if (colon < 0) return new LocalEndpoint(null, port);
            // Without its brackets, the last group of an IPv6 address could be the port; a lone number is an address to .NET.
            if ((address.StartsWith('[') || address.Count(character => character == '.') == 3) && IPAddress.TryParse(address, out var parsed))
                return new LocalEndpoint(parsed, port);
        }

        setting.Refuse($"expected {Expected}, such as 127.0.0.1:9000 or [::1]:9000, found \"{text}\"");
        return null;
    }

    private static TcpConnectProbe? TcpConnect(Setting setting)
    {
        const string Expected = "\"HOST:PORT\", such as 127.0.0.1:9000 or [::1]:9000";
        if (setting.Text(Expected) is not { } text) return null;

        var colon = text.LastIndexOf(':');
        var host = colon > 0 ? text[..colon] : "";
        if (Port(text[(colon + 1)..]) is { } port && Uri.CheckHostName(host) != UriHostNameType.Unknown && host.Contains(':') == host.StartsWith('['))
            return new TcpConnectProbe(host.Trim('[', ']'), port);

        setting.Refuse($"expected {Expected}, found \"{text}\"");
        return null;
    }

    private static HttpProbe? Http(Setting setting)
    {
        var url = setting;
        int? status = null;
        if (setting.Value is ConfigObject)
        {
            setting.Know("url", "status");
            setting.Require("url", "name the URL to get");
            url = setting["url"];
            if (setting["status"] is { Value: not null } expected) status = expected.Integer(100, 599);
        }

        if (url.Text("a URL, or { url, status }") is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https") return new HttpProbe(parsed, status);
        url.Refuse($"expected a URL such as \"http://127.0.0.1:8080/health\", found \"{text}\"");
        return null;
    }

    private static LogProbe? Log(Setting setting)
    {
        if (setting.Value is not ConfigObject) return setting.Pattern() is { } simple ? new LogProbe(simple, null) : null;

        setting.Know("pattern", "stream");
        setting.Require("pattern", "give the regular expression of a line");
        OutputStream? stream = setting["stream"].OneOf("stdout", "stderr") switch
        {
            "stdout" => OutputStream.Stdout,
            "stderr" => OutputStream.Stderr,
            _ => null,
        };
        return setting["pattern"].Pattern() is { } pattern ? new LogProbe(pattern, stream) : null;
    }

    private static ExecProbe? Exec(Setting setting, List<SaidText> said)
    {
        if (setting.Value is null) return null;

        var items = setting.Items("a list [\"PROGRAM\", \"ARGUMENT\", …]");
        if (setting.Value is ConfigList { Items.IsEmpty: true }) setting.Refuse("the list is empty; name a program, or leave the key out");
        List<string?> words = [.. items.Take(1).Select(item => item.Program()), .. items.Skip(1).Select(item => item.Text())];
        said.AddRange(words.OfType<string>().Select(word => new SaidText(word, setting)));
        return words.Count > 0 ? new ExecProbe([.. words.OfType<string>()]) : null;
    }

    private static FileProbe? File(Setting setting, List<SaidText> said)
    {
        if (setting.AbsolutePath() is not { } path) return null;
        said.Add(new SaidText(path, setting));
        return new FileProbe(path);
    }

    /// <summary>A port from 1 to 65535; null: the text is none.</summary>
    public static int? Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= 65535 ? port : null;
}
