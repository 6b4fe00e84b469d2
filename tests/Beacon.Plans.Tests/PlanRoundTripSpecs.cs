using System.Collections.Immutable;
using System.Net;
using CsCheck;

namespace Beacon.Plans.Tests;

/// <summary>Any plan that can be said in C# is the same plan after its way through HOCON.</summary>
public class PlanRoundTripSpecs
{
    private static readonly Gen<string> Word = Gen.OneOf(
            Gen.String,
            Gen.String[Gen.Char["${}\"\\=:#/ \t\n+[]^?!@*&nul"], 0, 8],
            Gen.OneOf("null", "on", "{duration}", "${?X}", "a.b", "\uFEFF", "{run-id}", "\"\"\"")
        )
        .Select(text =>
            new string([.. text.Where(character => character != '\0' && !char.IsSurrogate(character))]).Replace(
                Placeholders.ConfigDir,
                "",
                StringComparison.Ordinal
            )
        )
        .Where(text => Placeholders.WhyNot(text, isInfinite: false) is null);

    private static readonly Gen<string> Path = Gen.OneOf("/", "/srv/x y", "/a.b/ü", "/{run-id}", "/srv/\"q\"");
    private static readonly Gen<TimeSpan> Span = Gen.Long[TimeSpan.TicksPerMillisecond, TimeSpan.TicksPerDay * 300]
        .Select(TimeSpan.FromTicks);
    private static readonly Gen<int> Port = Gen.Int[1, 65535];

    private static readonly Gen<LocalEndpoint> Endpoint = Gen.Select(
        Gen.OneOf(null, IPAddress.Loopback, IPAddress.IPv6Loopback, IPAddress.Any),
        Port,
        (address, port) => new LocalEndpoint(address, port)
    );

    private static readonly Gen<Probe> AnyProbe = Gen.OneOf(
        Endpoint.Array[1, 3].Select(Probe (endpoints) => new TcpListenProbe([.. endpoints])),
        Endpoint.Array[1, 3].Select(Probe (endpoints) => new UdpBoundProbe([.. endpoints])),
        Gen.Select(Gen.OneOf("localhost", "127.0.0.1", "::1"), Port, Probe (host, port) => new TcpConnectProbe(host, port)),
        Gen.Select(Gen.OneOf<int?>(null, 100, 599), Probe (status) => new HttpProbe(new Uri("http://h:1/a?b=\"c\"#d"), status)),
        Gen.Select(
            Gen.OneOf(@"^\[(\d+)\] ""x""$", "$", " "),
            Gen.OneOf<OutputStream?>(null, OutputStream.Stdout, OutputStream.Stderr),
            Probe.Log
        ),
        Gen.Select(Word, Probe (word) => new ExecProbe(["/bin/check", word])),
        Gen.Select(Path, Probe (path) => new FileProbe(path)),
        Gen.Select(Span, Probe (within) => new ProgressProbe("n", within)),
        Gen.Select(Span, Probe (delay) => new AfterProbe(delay))
    );

    private static readonly Gen<ImmutableArray<Probe>> Probes = AnyProbe
        .Array[0, 4]
        .Select(probes => probes.DistinctBy(probe => probe.Kind).OrderBy(probe => Array.IndexOf(Kinds, probe.Kind)).ToImmutableArray());

    private static readonly Gen<Liveness> Alive = Gen.Select(
        Probes,
        Span,
        Span,
        Gen.Int[1, 1000],
        (probes, interval, timeout, failures) =>
            new Liveness
            {
                Probes = probes is [AfterProbe] ? [] : probes,
                Interval = interval,
                Timeout = timeout,
                Failures = failures,
            }
    );

    private static readonly Gen<RestartSpec> Restart = Gen.Select(
        Gen.Enum<RestartMode>(),
        Span,
        Span,
        Gen.Double[1, 1000],
        Gen.Double[0, 1],
        Gen.Int[0, 100_000],
        Gen.Enum<DependentsPolicy>(),
        (policy, one, other, factor, jitter, most, dependents) =>
            new RestartSpec
            {
                Policy = policy,
                MinBackoff = one < other ? one : other,
                MaxBackoff = one < other ? other : one,
                Factor = factor,
                Jitter = jitter,
                MaxRestarts = most,
                Within = one,
                StableAfter = other,
                Dependents = dependents,
            }
    );

    private static readonly Gen<ComponentSpec> Component = Gen.Select(
        Gen.Select(Word, Word.Array[0, 5], Path, Gen.Dictionary(Gen.OneOf("A.B", "_x", "Ü", "API_KEY", "a b"), Word)[0, 3]),
        Gen.Select(Probes, Span, Span, Alive, Restart),
        Gen.Select(Gen.Enum<UnixSignal>(), Span, Gen.Enum<StopScope>(), Word.Array[0, 2], Gen.Int[0, 255].Array[1, 4]),
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Enum<ConsoleStreams>(), Gen.OneOf<long?>(null, 65536, 1_500_001), Gen.Int[0, 9]),
        Gen.Select(Word, Gen.Int[8, 4096], Gen.Int[-20, 19], Gen.Int[0, 1023].Array[0, 3], Port.Array[0, 2]),
        (what, readiness, stop, output, limits) =>
            new ComponentSpec
            {
                Name = "app",
                Title = what.Item1,
                Command = "/opt/a b/app",
                Args = [.. what.Item2],
                WorkingDirectory = what.Item3,
                Environment = what.Item4.ToImmutableSortedDictionary(
                    entry => entry.Key,
                    string? (entry) => entry.Value.Length == 1 ? null : entry.Value,
                    StringComparer.Ordinal
                ),
                Ready = new Readiness
                {
                    Probes = readiness.Item1,
                    Timeout = readiness.Item2,
                    Interval = readiness.Item3,
                },
                Alive = readiness.Item4,
                Restart = readiness.Item5,
                Stop = new StopSpec
                {
                    Signal = stop.Item1,
                    Timeout = stop.Item2,
                    Scope = stop.Item3,
                    Command = stop.Item4.Length == 0 ? [] : ["/bin/stop", .. stop.Item4],
                },
                SuccessExitCodes = [.. stop.Item5],
                EndsRun = output.Item1,
                FinishesItself = output.Item2,
                Output = new OutputSpec
                {
                    Console = output.Item3,
                    RotateAtBytes = output.Item4,
                    Keep = output.Item5,
                },
                Statistics = new StatisticsSpec { From = $"= {limits.Item1}", Live = ["n=(?<n>[0-9]+)"] },
                Limits = new LimitsSpec
                {
                    OpenFiles = limits.Item2,
                    Nice = limits.Item3,
                    Cores = [.. limits.Item4.Distinct()],
                },
                Requires = new Requirements
                {
                    FreePorts = [.. limits.Item5.Select(port => new PortRequirement(TransportProtocol.Udp, port))],
                },
            }
    );

    private static readonly Gen<RunPlan> Plan = Gen.Select(
        Component,
        Component,
        Gen.Enum<DependencyCondition>(),
        Gen.Select(Span, Span, Span, Gen.Enum<FailurePolicy>()),
        (one, other, condition, run) =>
            new RunPlan
            {
                Name = "a-b_1",
                Duration = run.Item1,
                Results = "/srv/my runs",
                StartTimeout = run.Item2,
                FinishTimeout = run.Item3,
                DrainTimeout = run.Item1,
                SampleInterval = run.Item2 + TimeSpan.FromMilliseconds(10),
                OnFailure = run.Item4,
                Components =
                [
                    one with
                    {
                        Name = "first",
                    },
                    other with
                    {
                        Name = "second",
                        DependsOn = [new Dependency("first", condition)],
                    },
                ],
            }
    );

    // The order in which the reader looks for them.
    private static string[] Kinds => ["tcp-listen", "udp-bound", "tcp-connect", "http", "log", "exec", "file", "progress", "after"];

    [Fact]
    public void Any_plan_written_as_HOCON_is_read_back_to_the_same_plan() =>
        Plan.Sample(plan => Assert.Equal(PlanFolder.Everything(plan), PlanFolder.Everything(RunPlan.Parse(plan.ToHocon()))), iter: 400);
}
