using System.Text.Json.Nodes;
using Beacon.Plans.Text;
using static Beacon.Plans.Schema.ValueSchema;

namespace Beacon.Plans.Schema;

/// <summary>
/// The schema of each key of <c>reference.conf</c> that is not an object of further keys, by its path; those of every component are below
/// <c>component</c>. A test holds that there are all of them and no others, and that they agree with the readers.
/// </summary>
internal static class KeySchemas
{
    /// <summary>The schema of a key; null: it has none, which a test reports.</summary>
    public static JsonObject? Of(string path) => All.TryGetValue(path, out var make) ? make() : null;

    public static IEnumerable<string> Paths => All.Keys;

    private static readonly Dictionary<string, Func<JsonObject>> All = new Dictionary<string, Func<JsonObject>>
    {
        ["run.name"] = Name,
        ["run.duration"] = DurationOrInfinite,
        ["run.results"] = Scalar,
        ["run.record-mode"] = Members<RecordMode>,
        ["run.control"] = Switch,
        ["run.on-failure"] = Members<FailurePolicy>,
        ["run.start-timeout"] = Duration,
        ["run.finish-timeout"] = Duration,
        ["run.drain-timeout"] = Duration,
        ["run.sample-interval"] = Duration,
        ["run.engine"] = Members<EngineKind>,
        ["run.cpu"] = () => List(Integer(0, 1023)),
        ["run.secrets"] = () => List(Scalar()),
        ["comparison"] = () => Map(AnyOf(Scalar(), new JsonObject { ["type"] = "object" })),
        ["expect"] = () => Map(AnyOf(Scalar(), new JsonObject { ["type"] = "object" })),
        ["component.title"] = Scalar,
        ["component.enabled"] = Switch,
        ["component.command"] = Scalar,
        ["component.args"] = () => List(Scalar()),
        ["component.cwd"] = Scalar,
        ["component.env"] = () => Map(Scalar()),
        ["component.env-files"] = () => List(AnyOf(Scalar(), Keys(("file", Scalar()), ("optional", Switch())))),
        ["component.depends-on"] = () => AnyOf(List(Scalar()), Map(Members<DependencyCondition>())),
        ["component.requires.files"] = () => List(Scalar()),
        ["component.requires.free-ports"] = () => List(Pattern("^(tcp|udp):[0-9]{1,5}$")),
        ["component.ready.timeout"] = Duration,
        ["component.ready.interval"] = Duration,
        ["component.alive.interval"] = Duration,
        ["component.alive.timeout"] = Duration,
        ["component.alive.failures"] = () => Integer(1, 1000),
        ["component.restart.policy"] = Members<RestartMode>,
        ["component.restart.min-backoff"] = Duration,
        ["component.restart.max-backoff"] = Duration,
        ["component.restart.factor"] = () => Number(1, 1000),
        ["component.restart.jitter"] = () => Number(0, 1),
        ["component.restart.max-restarts"] = () => Integer(0, 100_000),
        ["component.restart.within"] = Duration,
        ["component.restart.stable-after"] = Duration,
        ["component.restart.dependents"] = Members<DependentsPolicy>,
        ["component.stop.signal"] = Signal,
        ["component.stop.timeout"] = Duration,
        ["component.stop.scope"] = Members<StopScope>,
        ["component.stop.command"] = () => List(Scalar()),
        ["component.success-exit-codes"] = () => List(Integer(0, 255)),
        ["component.ends-run"] = Switch,
        ["component.finishes-itself"] = Switch,
        ["component.output.mode"] = Members<OutputMode>,
        ["component.output.rotate-at"] = SizeOrOff,
        ["component.output.keep"] = () => Integer(0, int.MaxValue),
        ["component.output.console"] = Members<ConsoleStreams>,
        ["component.statistics.format"] = () => Words([.. EnumText.All<StatisticsFormat>(), .. StatisticsPresets.Names]),
        ["component.statistics.from"] = Scalar,
        ["component.statistics.live"] = () => List(Scalar()),
        ["component.statistics.patterns"] = () =>
            List(AnyOf(Scalar(), Keys(("pattern", Scalar()), ("group", Scalar()), ("name", Scalar()), ("unit", Scalar())))),
        ["component.statistics.csv.separator"] = () => Pattern("^([^A-Za-z0-9\"]|tab)$"),
        ["component.statistics.csv.columns"] = () => List(Scalar()),
        ["component.statistics.csv.group"] = Scalar,
        ["component.statistics.csv.name"] = Scalar,
        ["component.statistics.csv.value"] = Scalar,
        ["component.statistics.csv.unit"] = Scalar,
        ["component.statistics.only"] = () => List(Scalar()),
        ["component.statistics.units"] = () => Map(AnyOf(Scalar(), new JsonObject { ["type"] = "object" })),
        ["component.statistics.unit-names"] = () => Map(AnyOf(Scalar(), new JsonObject { ["type"] = "object" })),
        ["component.statistics.better"] = () => Map(AnyOf(Members<Better>(), new JsonObject { ["type"] = "object" })),
        ["component.limits.nofile"] = () => Integer(8, int.MaxValue),
        ["component.limits.cpu"] = () => List(Integer(0, 1023)),
        ["component.limits.nice"] = () => Integer(-20, 19),
        ["component.limits.memory"] = Size,
        ["component.node-role"] = () => Words(""),
    }
        .Concat(Probes("component.ready"))
        .Concat(Probes("component.alive"))
        .ToDictionary();

    private static Dictionary<string, Func<JsonObject>> Probes(string path) =>
        new()
        {
            [$"{path}.tcp-listen"] = () => OneOrList(Endpoint()),
            [$"{path}.udp-bound"] = () => OneOrList(Endpoint()),
            [$"{path}.tcp-connect"] = () => Pattern("^\\S+:[0-9]{1,5}$"),
            [$"{path}.http"] = () => AnyOf(Url(), Keys(("url", Url()), ("status", Integer(100, 599)), ("insecure", Switch()))),
            [$"{path}.log"] = () => AnyOf(Scalar(), Keys(("pattern", Scalar()), ("stream", Members<OutputStream>()))),
            [$"{path}.exec"] = () => List(Scalar()),
            [$"{path}.file"] = Scalar,
            [$"{path}.after"] = Duration,
            [$"{path}.progress"] = () => Keys(("statistic", Scalar()), ("within", Duration())),
        };

    private static JsonObject Endpoint() => AnyOf(Integer(1, 65_535), Pattern("^\\S+:[0-9]{1,5}$"));

    private static JsonObject Url() => Pattern("^[Hh][Tt][Tt][Pp][Ss]?://");
}
