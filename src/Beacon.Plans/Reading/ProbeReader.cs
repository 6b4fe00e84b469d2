using System.Collections.Immutable;
using Beacon.Plans.Hocon;

namespace Beacon.Plans.Reading;

/// <summary>
/// Reads <c>ready</c> and <c>alive</c>: their probes, in the order in which <c>reference.conf</c> lists them, and their times.
/// </summary>
internal static class ProbeReader
{
    private const int MostFailures = 1000;

    public static Readiness ReadReady(Setting ready, bool isInfinite) =>
        new()
        {
            Probes = [.. Probes(ready, isInfinite)],
            Timeout = ready["timeout"].Duration(),
            Interval = ready["interval"].Duration(),
        };

    public static Liveness ReadAlive(Setting alive, bool isInfinite)
    {
        var liveness = new Liveness
        {
            Probes = [.. Probes(alive, isInfinite)],
            Interval = alive["interval"].Duration(),
            Timeout = alive["timeout"].Duration(),
            Failures = alive["failures"].Integer(1, MostFailures),
        };
        if (liveness.Probes is [AfterProbe])
            alive["after"]
                .Refuse("observes nothing by itself: it delays the other probes of alive; add one, such as tcp-connect or progress");
        return liveness;
    }

    private static IEnumerable<Probe> Probes(Setting probes, bool isInfinite)
    {
        if (Endpoints(probes["tcp-listen"]) is { IsEmpty: false } listening)
            yield return new TcpListenProbe(listening);
        if (Endpoints(probes["udp-bound"]) is { IsEmpty: false } bound)
            yield return new UdpBoundProbe(bound);
        if (probes["tcp-connect"].Parsed<TcpConnectProbe>(TcpConnectProbe.Expected, TcpConnectProbe.TryParse) is { } connect)
            yield return connect;
        if (Http(probes["http"]) is { } http)
            yield return http;
        if (Log(probes["log"]) is { } log)
            yield return log;
        if (Exec(probes["exec"], isInfinite) is { } exec)
            yield return exec;
        if (File(probes["file"], isInfinite) is { } file)
            yield return file;
        if (Progress(probes["progress"]) is { } progress)
            yield return progress;
        if (probes["after"].Given?.Duration(0) is { } after)
            yield return new AfterProbe(after);
    }

    private static ImmutableArray<LocalEndpoint> Endpoints(Setting setting)
    {
        var items = setting.ItemsOrOne();
        if (setting.Value is not null && items.Count == 0)
            setting.Refuse("the list is empty; name a port, or leave the key out");
        return
        [
            .. items.Select(item => item.Parsed<LocalEndpoint>(LocalEndpoint.Expected, LocalEndpoint.TryParse)).OfType<LocalEndpoint>(),
        ];
    }

    private static HttpProbe? Http(Setting setting)
    {
        var url = setting;
        int? status = null;
        var isInsecure = false;
        if (setting.Value is ConfigObject)
        {
            setting.Know("url", "status", "insecure");
            setting.Require("url", "name the URL to get");
            url = setting["url"];
            status = setting["status"].Given?.Integer(100, 599);
            isInsecure = setting["insecure"].Given?.Switch() ?? false;
        }

        if (url.Text("a URL, or { url, status, insecure }") is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https")
            return new HttpProbe(parsed, status) { IsInsecure = isInsecure };
        url.Refuse($"expected a URL such as \"http://127.0.0.1:8080/health\", found \"{text}\"");
        return null;
    }

    private static LogProbe? Log(Setting setting)
    {
        if (setting.Value is not ConfigObject)
            return setting.Pattern() is { } simple ? new LogProbe(simple, null) : null;

        setting.Know("pattern", "stream");
        setting.Require("pattern", "give the regular expression of a line");
        var stream = setting["stream"].Given?.OneOf<OutputStream>();
        return setting["pattern"].Pattern() is { } pattern ? new LogProbe(pattern, stream) : null;
    }

    private static ExecProbe? Exec(Setting setting, bool isInfinite)
    {
        if (setting.Value is null)
            return null;

        var items = setting.Items("a list [\"PROGRAM\", \"ARGUMENT\", …]");
        if (setting.Value is ConfigList { Items.IsEmpty: true })
            setting.Refuse("the list is empty; name a program, or leave the key out");
        return items.Count > 0 ? new ExecProbe(CommandWords.Read(items, isInfinite)) : null;
    }

    private static ProgressProbe? Progress(Setting setting)
    {
        const string WayOut = "write { statistic = NAME, within = 5s }";
        if (setting.Value is null)
            return null;
        if (setting.Value is not ConfigObject)
        {
            setting.Refuse($"expected an object, found {setting.Value.Describe()}; {WayOut}");
            return null;
        }

        setting.Know("statistic", "within");
        setting.Require("statistic", "name a group of statistics.live");
        setting.Require("within", "say how long the statistic may stand still");
        return setting["statistic"].Text() is { } statistic ? new ProgressProbe(statistic, setting["within"].Duration()) : null;
    }

    private static FileProbe? File(Setting setting, bool isInfinite) =>
        setting.WithPlaceholders(setting.PathTemplate(), isInfinite) is { } path ? new FileProbe(path) : null;
}
