using System.Collections.Immutable;
using Beacon.Plans.Hocon;

namespace Beacon.Plans.Reading;

/// <summary>A text that may hold placeholders, and its setting.</summary>
internal sealed record PlaceholderText(string Text, Setting Setting);

/// <summary>
/// Reads <c>ready</c> and <c>alive</c>: their probes, in the order in which <c>reference.conf</c> lists them, and their times.
/// </summary>
internal static class ProbeReader
{
    private const int MostFailures = 1000;
    private static readonly TimeSpan LeastTime = TimeSpan.FromMilliseconds(1);

    /// <summary>Reads the object <c>ready</c>.</summary>
    /// <param name="ready">The object.</param>
    /// <param name="texts">Receives the texts that may hold placeholders.</param>
    public static Readiness ReadReady(Setting ready, List<PlaceholderText> texts) =>
        new()
        {
            Probes = [.. Probes(ready, texts)],
            Timeout = ready["timeout"].Duration(LeastTime),
            Interval = ready["interval"].Duration(LeastTime),
        };

    /// <summary>Reads the object <c>alive</c>.</summary>
    /// <param name="alive">The object.</param>
    /// <param name="texts">Receives the texts that may hold placeholders.</param>
    public static Liveness ReadAlive(Setting alive, List<PlaceholderText> texts)
    {
        var liveness = new Liveness
        {
            Probes = [.. Probes(alive, texts)],
            Interval = alive["interval"].Duration(LeastTime),
            Timeout = alive["timeout"].Duration(LeastTime),
            Failures = alive["failures"].Integer(1, MostFailures),
        };
        if (liveness.Probes is [AfterProbe])
            alive["after"]
                .Refuse("observes nothing by itself: it delays the other probes of alive; add one, such as tcp-connect or progress");
        return liveness;
    }

    private static IEnumerable<Probe> Probes(Setting probes, List<PlaceholderText> texts)
    {
        if (Endpoints(probes["tcp-listen"]) is { IsEmpty: false } listening)
            yield return new TcpListenProbe(listening);
        if (Endpoints(probes["udp-bound"]) is { IsEmpty: false } bound)
            yield return new UdpBoundProbe(bound);
        if (TcpConnect(probes["tcp-connect"]) is { } connect)
            yield return connect;
        if (Http(probes["http"]) is { } http)
            yield return http;
        if (Log(probes["log"]) is { } log)
            yield return log;
        if (Exec(probes["exec"], texts) is { } exec)
            yield return exec;
        if (File(probes["file"], texts) is { } file)
            yield return file;
        if (Progress(probes["progress"]) is { } progress)
            yield return progress;
        if (probes["after"] is { Value: not null } after)
            yield return new AfterProbe(after.Duration(TimeSpan.Zero));
    }

    private static ImmutableArray<LocalEndpoint> Endpoints(Setting setting)
    {
        var items = setting.ItemsOrOne();
        if (setting.Value is not null && items.Count == 0)
            setting.Refuse("the list is empty; name a port, or leave the key out");
        return [.. items.Select(Endpoint).OfType<LocalEndpoint>()];
    }

    private static LocalEndpoint? Endpoint(Setting setting)
    {
        if (setting.Text(LocalEndpoint.Expected) is not { } text)
            return null;
        if (!LocalEndpoint.TryParse(text, out var endpoint, out var error))
            setting.Refuse(error);
        return endpoint;
    }

    private static TcpConnectProbe? TcpConnect(Setting setting)
    {
        if (setting.Text(TcpConnectProbe.Expected) is not { } text)
            return null;
        if (!TcpConnectProbe.TryParse(text, out var probe, out var error))
            setting.Refuse(error);
        return probe;
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
            if (setting["status"] is { Value: not null } expected)
                status = expected.Integer(100, 599);
        }

        if (url.Text("a URL, or { url, status }") is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https")
            return new HttpProbe(parsed, status);
        url.Refuse($"expected a URL such as \"http://127.0.0.1:8080/health\", found \"{text}\"");
        return null;
    }

    private static LogProbe? Log(Setting setting)
    {
        if (setting.Value is not ConfigObject)
            return setting.Pattern() is { } simple ? new LogProbe(simple, null) : null;

        setting.Know("pattern", "stream");
        setting.Require("pattern", "give the regular expression of a line");
        OutputStream? stream = setting["stream"].Value is null ? null : setting["stream"].OneOf<OutputStream>();
        return setting["pattern"].Pattern() is { } pattern ? new LogProbe(pattern, stream) : null;
    }

    private static ExecProbe? Exec(Setting setting, List<PlaceholderText> texts)
    {
        if (setting.Value is null)
            return null;

        var items = setting.Items("a list [\"PROGRAM\", \"ARGUMENT\", …]");
        if (setting.Value is ConfigList { Items.IsEmpty: true })
            setting.Refuse("the list is empty; name a program, or leave the key out");
        List<string?> words = [.. items.Take(1).Select(item => item.Program()), .. items.Skip(1).Select(item => item.Text())];
        texts.AddRange(words.OfType<string>().Select(word => new PlaceholderText(word, setting)));
        return words.Count > 0 ? new ExecProbe([.. words.OfType<string>()]) : null;
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
        return setting["statistic"].Text() is { } statistic ? new ProgressProbe(statistic, setting["within"].Duration(LeastTime)) : null;
    }

    private static FileProbe? File(Setting setting, List<PlaceholderText> texts)
    {
        if (setting.AbsolutePath() is not { } path)
            return null;
        texts.Add(new PlaceholderText(path, setting));
        return new FileProbe(path);
    }
}
