using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Beacon.Plans.Hocon;
using Beacon.Plans.Secrets;
using Fields = System.Collections.Generic.IEnumerable<System.Collections.Generic.KeyValuePair<string, object?>>;

namespace Beacon.Plans.Reading;

/// <summary>Writes plans as HOCON.</summary>
internal static class PlanWriter
{
    // What the hash leaves out beside all secrets, since the first version did.
    private static readonly string[] WordsNotHashed = ["KEY", "TOKEN", "SECRET", "PASSWORD"];

    // What is null is left out of the configuration, and this is written as the literal null.
    private static readonly object Null = DBNull.Value;

    public static string Write(RunPlan plan) => HoconText.Fields(Tree(plan, new ConfigSource("", "")));

    /// <summary>
    /// The hash of what a plan runs. Records store it; it must not change from one version to the next. No secret is in it: who has the
    /// hash and the masked plan could try them out.
    /// </summary>
    public static string Sha256(RunPlan plan) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Write(WhatRuns(plan)))));

    /// <summary>What is hashed, as a configuration.</summary>
    public static ConfigObject TreeOfRun(RunPlan plan) => Tree(WhatRuns(plan), new ConfigSource("", ""));

    private static RunPlan WhatRuns(RunPlan plan)
    {
        var masked = Masked(plan) with
        {
            Results = "",
            RecordMode = default,
            Comparison = [],
            Expectations = [],
            Secrets = [],
            Control = true,
        };
        return masked with { Components = [.. masked.Components.Select(WithoutValuesNotHashed)] };
    }

    /// <summary>The plan as the configuration that it could have been read from; what is null in a draft is left to its default.</summary>
    public static ConfigObject Tree(RunPlan plan, ConfigSource source) =>
        (ConfigObject)ConfigValues.Read(Of(("beacon", Beacon(plan))), new ConfigOrigin(source, "", 0));

    /// <summary>The plan without its secrets.</summary>
    public static RunPlan Masked(RunPlan plan) => SecretMask.Of(plan).Mask(plan);

    private static ComponentSpec WithoutValuesNotHashed(ComponentSpec component) =>
        component with
        {
            Environment = component.Environment.ToImmutableSortedDictionary(
                entry => entry.Key,
                entry =>
                    entry.Value is not null && WordsNotHashed.Any(word => entry.Key.Contains(word, StringComparison.OrdinalIgnoreCase))
                        ? SecretText.Mask
                        : entry.Value,
                StringComparer.Ordinal
            ),
        };

    private static Fields Beacon(RunPlan plan) =>
        Of(
            ("run", Run(plan)),
            ("expect", plan.Expectations.IsEmpty ? null : Expectations(plan)),
            ("comparison", plan.Comparison.IsEmpty ? null : Of([.. plan.Comparison.Select(rule => (rule.Pattern, $"{rule.Tolerance}"))])),
            ("components", Of([.. plan.Components.Select(component => (component.Name, Component(component)))]))
        );

    // Of several about one name a list.
    private static Fields Expectations(RunPlan plan) =>
        Of([
            .. plan
                .Expectations.GroupBy(expectation => expectation.Statistic)
                .Select(group => (group.Key, group.Count() == 1 ? Expectation(group.First()) : group.Select(Expectation).ToArray())),
        ]);

    private static object Expectation(Expectation expectation) =>
        expectation is { PassesWhenMissing: false, Aborts: false }
            ? $"{expectation.Condition}"
            : Of(
                (ExpectationReader.Is, $"{expectation.Condition}"),
                (ExpectationReader.WhenMissing, expectation.PassesWhenMissing ? ExpectationReader.MissingStatistic.Pass : null),
                (ExpectationReader.Abort, expectation.Aborts ? true : null),
                (ExpectationReader.After, expectation.Aborts && expectation.AbortsAfter > TimeSpan.Zero ? expectation.AbortsAfter : null)
            );

    private static Fields Run(RunPlan plan) =>
        Of(
            ("name", plan.Name),
            ("duration", Durations.Format(plan.Duration)),
            ("results", plan.Results),
            ("record-mode", plan.RecordMode == default ? null : plan.RecordMode),
            ("on-failure", plan.OnFailure),
            ("start-timeout", plan.StartTimeout),
            ("finish-timeout", plan.FinishTimeout),
            ("drain-timeout", plan.DrainTimeout),
            ("sample-interval", plan.SampleInterval),
            ("engine", plan.Engine),
            ("cpu", plan.Cores),
            ("control", plan.Control ? null : false),
            ("secrets", plan.Secrets.IsEmpty ? null : plan.Secrets)
        );

    private static Fields Component(ComponentSpec component) =>
        Of(
            ("title", component.Title),
            ("command", component.Command),
            ("args", component.Args),
            ("cwd", component.WorkingDirectory),
            ("env", Of([.. component.Environment.Select(entry => (entry.Key, entry.Value ?? Null))])),
            ("depends-on", Of([.. component.DependsOn.Select(other => (other.Component, other.Condition))])),
            ("requires", Of(("files", component.Requires.Files), ("free-ports", component.Requires.FreePorts))),
            ("ready", Ready(component.Ready)),
            ("alive", Alive(component.Alive)),
            ("restart", Restart(component.Restart)),
            ("stop", Stop(component.Stop)),
            ("limits", Limits(component.Limits)),
            ("success-exit-codes", component.SuccessExitCodes),
            ("ends-run", component.EndsRun),
            ("finishes-itself", component.FinishesItself),
            ("output", Output(component.Output)),
            ("statistics", component.Statistics is { } statistics ? Statistics(statistics) : null)
        );

    private static Fields Ready(Readiness ready) =>
        Of([.. ready.Probes.Select(Probe), ("timeout", ready.Timeout), ("interval", ready.Interval)]);

    private static Fields Alive(Liveness alive) =>
        Of([.. alive.Probes.Select(Probe), ("interval", alive.Interval), ("timeout", alive.Timeout), ("failures", alive.Failures)]);

    private static Fields Restart(RestartSpec restart) =>
        Of(
            ("policy", restart.Policy),
            ("min-backoff", restart.MinBackoff),
            ("max-backoff", restart.MaxBackoff),
            ("factor", restart.Factor),
            ("jitter", restart.Jitter),
            ("max-restarts", restart.MaxRestarts),
            ("within", restart.Within),
            ("stable-after", restart.StableAfter),
            ("dependents", restart.Dependents)
        );

    private static Fields Stop(StopSpec stop) =>
        Of(("signal", $"{stop.Signal}"), ("timeout", stop.Timeout), ("scope", stop.Scope), ("command", stop.Command));

    private static Fields Limits(LimitsSpec limits) =>
        Of(
            ("nofile", limits.OpenFiles),
            ("cpu", limits.Cores),
            ("nice", limits.Nice),
            ("memory", limits.MemoryBytes is { } memory ? Sizes.Format(memory) : null)
        );

    private static Fields Output(OutputSpec output) =>
        Of(
            ("mode", output.Mode),
            ("rotate-at", output.RotateAtBytes is { } bytes ? Sizes.Format(bytes) : "off"),
            ("keep", output.Keep),
            ("console", output.Console)
        );

    private static Fields Statistics(StatisticsSpec statistics) =>
        Of(
            ("format", statistics.Format),
            ("from", statistics.From ?? Null),
            ("live", statistics.Live),
            ("patterns", statistics.Patterns.IsEmpty ? null : statistics.Patterns.Select(Pattern)),
            ("csv", statistics.Format == StatisticsFormat.Csv ? Csv(statistics.Csv) : null),
            ("only", statistics.Only.IsEmpty ? null : statistics.Only),
            ("units", statistics.Units.IsEmpty ? null : ByName(statistics.Units)),
            ("unit-names", statistics.UnitNames.IsEmpty ? null : ByName(statistics.UnitNames)),
            ("better", statistics.Better.IsEmpty ? null : ByName(statistics.Better))
        );

    private static object Pattern(LinePattern line) =>
        line is { Group: null, Name: null, Unit: null }
            ? $"{line.Pattern}"
            : Of(("pattern", $"{line.Pattern}"), ("group", line.Group), ("name", line.Name), ("unit", line.Unit));

    private static Fields Csv(CsvColumns csv) =>
        Of(
            ("separator", csv.Separator is { } separator ? (separator == '\t' ? "tab" : $"{separator}") : null),
            ("columns", csv.Columns.IsEmpty ? null : csv.Columns),
            ("group", csv.Group),
            ("name", csv.Name),
            ("value", csv.Value),
            ("unit", csv.Unit)
        );

    private static Fields ByName<T>(IEnumerable<KeyValuePair<string, T>> values) =>
        Of([.. values.Select(entry => (entry.Key, (object?)entry.Value))]);

    private static (string, object?) Probe(Probe probe) =>
        (
            probe.Kind,
            probe switch
            {
                TcpListenProbe listen => listen.Endpoints,
                UdpBoundProbe bound => bound.Endpoints,
                TcpConnectProbe connect => $"{(connect.Host.Contains(':') ? $"[{connect.Host}]" : connect.Host)}:{connect.Port}",
                HttpProbe { Status: null, IsInsecure: false } http => http.Url.OriginalString,
                HttpProbe http => Of(
                    ("url", http.Url.OriginalString),
                    ("status", http.Status),
                    ("insecure", http.IsInsecure ? true : null)
                ),
                LogProbe { Stream: null } log => $"{log.Pattern}",
                LogProbe log => Of(("pattern", $"{log.Pattern}"), ("stream", log.Stream)),
                ExecProbe exec => exec.Command,
                FileProbe file => file.Path,
                AfterProbe after => after.Delay,
                ProgressProbe progress => Of(("statistic", progress.Statistic), ("within", progress.Within)),
                _ => throw new ArgumentOutOfRangeException(nameof(probe), probe, "this kind of probe has no key in the configuration"),
            }
        );

    private static Fields Of(params (string Key, object? Value)[] fields) =>
        fields.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Key, field.Value));
}
