using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Beacon.Plans.Hocon;
using Beacon.Plans.Text;

namespace Beacon.Plans.Reading;

/// <summary>Writes plans as HOCON.</summary>
public static class PlanWriter
{
    private const string Mask = "***";
    private static readonly string[] SecretWords = ["KEY", "TOKEN", "SECRET", "PASSWORD"];
    private static readonly ConfigOrigin Origin = new(new ConfigSource("", ""), "", 0);

    /// <summary>
    /// The resolved plan as HOCON: paths absolute, defaults written out. <see cref="PlanReader"/> reads it back to an equal plan, but for
    /// variables whose names match *KEY*, *TOKEN*, *SECRET* or *PASSWORD*: their values are masked as <c>***</c>.
    /// </summary>
    /// <param name="plan">The plan.</param>
    public static string Write(RunPlan plan) => HoconText.Fields(Tree(Masked(plan)));

    /// <summary>
    /// The hash of what a plan runs: equal for plans that run the same, wherever their results go and whatever they are compared with.
    /// Records store it; it must not change from one version to the next.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <returns>SHA-256 of the plan as HOCON, in lower case hexadecimal.</returns>
    public static string Sha256(RunPlan plan) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Write(plan with { Results = "", Comparison = [] }))));

    /// <summary>The plan as the configuration that it could have been read from; nothing is masked.</summary>
    /// <param name="plan">The plan, or the draft of one: what is null in it is left to its default.</param>
    internal static ConfigObject Tree(RunPlan plan) =>
        Object(
            (
                "beacon",
                Object(
                    ("run", Run(plan)),
                    (
                        "comparison",
                        plan.Comparison.IsEmpty
                            ? null
                            : new ConfigObject(
                                [.. plan.Comparison.Select(rule => new ConfigField(rule.Pattern, Text($"{rule.Tolerance}")))],
                                Origin
                            )
                    ),
                    (
                        "components",
                        new ConfigObject(
                            [.. plan.Components.Select(component => new ConfigField(component.Name, Component(component)))],
                            Origin
                        )
                    )
                )
            )
        );

    private static RunPlan Masked(RunPlan plan) =>
        plan with
        {
            Components =
            [
                .. plan.Components.Select(component =>
                    component with
                    {
                        Environment = component.Environment.ToImmutableSortedDictionary(
                            entry => entry.Key,
                            entry => Masked(entry.Key, entry.Value),
                            StringComparer.Ordinal
                        ),
                    }
                ),
            ],
        };

    private static string? Masked(string name, string? value) =>
        value is not null && SecretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)) ? Mask : value;

    private static ConfigObject Run(RunPlan plan) =>
        Object(
            ("name", Text(plan.Name)),
            ("duration", Text(Durations.Format(plan.Duration))),
            ("results", Text(plan.Results)),
            ("on-failure", Word(plan.OnFailure)),
            ("start-timeout", Time(plan.StartTimeout)),
            ("finish-timeout", Time(plan.FinishTimeout)),
            ("drain-timeout", Time(plan.DrainTimeout)),
            ("sample-interval", Time(plan.SampleInterval)),
            ("engine", Word(plan.Engine)),
            ("cpu", List(plan.Cores.Select(core => Number(core)!)))
        );

    private static ConfigObject Component(ComponentSpec component) =>
        Object(
            ("title", Text(component.Title)),
            ("command", Text(component.Command)),
            ("args", List(component.Args.Select(Text))),
            ("cwd", Text(component.WorkingDirectory)),
            ("env", new ConfigObject([.. component.Environment.Select(entry => new ConfigField(entry.Key, Text(entry.Value)))], Origin)),
            (
                "depends-on",
                new ConfigObject([.. component.DependsOn.Select(other => new ConfigField(other.Component, Word(other.Condition)))], Origin)
            ),
            (
                "requires",
                Object(
                    ("files", List(component.Requires.Files.Select(Text))),
                    ("free-ports", List(component.Requires.FreePorts.Select(port => Text($"{port}"))))
                )
            ),
            ("ready", Ready(component.Ready)),
            ("alive", Alive(component.Alive)),
            ("restart", Restart(component.Restart)),
            (
                "stop",
                Object(
                    ("signal", Text($"{component.Stop.Signal}")),
                    ("timeout", Time(component.Stop.Timeout)),
                    ("scope", Word(component.Stop.Scope)),
                    ("command", List(component.Stop.Command.Select(Text)))
                )
            ),
            (
                "limits",
                Object(
                    ("nofile", Number(component.Limits.OpenFiles)),
                    ("cpu", List(component.Limits.Cores.Select(core => Number(core)!))),
                    ("nice", Number(component.Limits.Nice)),
                    ("memory", component.Limits.MemoryBytes is { } memory ? Text(Sizes.Format(memory)) : null)
                )
            ),
            ("success-exit-codes", List(component.SuccessExitCodes.Select(code => Text(code.ToString(CultureInfo.InvariantCulture))))),
            ("ends-run", Switch(component.EndsRun)),
            ("finishes-itself", Switch(component.FinishesItself)),
            (
                "output",
                Object(
                    ("mode", Word(component.Output.Mode)),
                    ("rotate-at", Text(component.Output.RotateAtBytes is { } bytes ? Sizes.Format(bytes) : "off")),
                    ("keep", Text(component.Output.Keep.ToString(CultureInfo.InvariantCulture))),
                    ("console", Word(component.Output.Console))
                )
            ),
            (
                "statistics",
                component.Statistics is { } statistics
                    ? Object(
                        ("format", Word(statistics.Format)),
                        ("from", Text(statistics.From)),
                        ("live", List(statistics.Live.Select(Text)))
                    )
                    : null
            )
        );

    private static ConfigObject Ready(Readiness ready) =>
        Object([
            .. ready.Probes.Select(probe => (probe.Kind, (ConfigNode?)Probe(probe))),
            ("timeout", Time(ready.Timeout)),
            ("interval", Time(ready.Interval)),
        ]);

    private static ConfigObject Alive(Liveness alive) =>
        Object([
            .. alive.Probes.Select(probe => (probe.Kind, (ConfigNode?)Probe(probe))),
            ("interval", Time(alive.Interval)),
            ("timeout", Time(alive.Timeout)),
            ("failures", Number(alive.Failures)),
        ]);

    private static ConfigObject Restart(RestartSpec restart) =>
        Object(
            ("policy", Word(restart.Policy)),
            ("min-backoff", Time(restart.MinBackoff)),
            ("max-backoff", Time(restart.MaxBackoff)),
            ("factor", Number(restart.Factor)),
            ("jitter", Number(restart.Jitter)),
            ("max-restarts", Number(restart.MaxRestarts)),
            ("within", Time(restart.Within)),
            ("stable-after", Time(restart.StableAfter)),
            ("dependents", Word(restart.Dependents))
        );

    private static ConfigNode Probe(Probe probe) =>
        probe switch
        {
            TcpListenProbe listen => List(listen.Endpoints.Select(endpoint => Text($"{endpoint}"))),
            UdpBoundProbe bound => List(bound.Endpoints.Select(endpoint => Text($"{endpoint}"))),
            TcpConnectProbe connect => Text(
                connect.Host.Contains(':') ? $"[{connect.Host}]:{connect.Port}" : $"{connect.Host}:{connect.Port}"
            ),
            HttpProbe { Status: null } http => Text(http.Url.OriginalString),
            HttpProbe http => Object(("url", Text(http.Url.OriginalString)), ("status", Text($"{http.Status}"))),
            LogProbe { Stream: null } log => Text(log.Pattern.ToString()),
            LogProbe log => Object(("pattern", Text(log.Pattern.ToString())), ("stream", Word(log.Stream.Value))),
            ExecProbe exec => List(exec.Command.Select(Text)),
            FileProbe file => Text(file.Path),
            AfterProbe after => Time(after.Delay),
            ProgressProbe progress => Object(("statistic", Text(progress.Statistic)), ("within", Time(progress.Within))),
            _ => throw new ArgumentOutOfRangeException(nameof(probe), probe, "this kind of probe has no key in the configuration"),
        };

    private static ConfigText Time(TimeSpan value) => Text(Durations.Format(value));

    private static ConfigText? Number(double? value) => value is { } number ? Text(number.ToString(CultureInfo.InvariantCulture)) : null;

    private static ConfigText Switch(bool value) => Text(value ? "on" : "off");

    private static ConfigText Word<T>(T value)
        where T : struct, Enum => Text(EnumText.Format(value));

    private static ConfigText Text(string? text) => new(text, Origin);

    private static ConfigList List(IEnumerable<ConfigNode> items) => new([.. items], Origin);

    private static ConfigObject Object(params (string Key, ConfigNode? Value)[] fields) =>
        new([.. fields.Where(field => field.Value is not null).Select(field => new ConfigField(field.Key, field.Value!))], Origin);
}
