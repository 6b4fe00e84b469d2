using System.Collections.Immutable;
using System.Net;

namespace Beacon.Plans.Tests;

public sealed class PlanWriterSpecs : IDisposable
{
    private readonly PlanFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_written_plan_is_read_back_to_an_equal_one()
    {
        var plan = Full();

        Assert.Equal(PlanFolder.Everything(plan), PlanFolder.Everything(_folder.Read(plan.ToHocon(maskSecrets: true))));
    }

    [Fact]
    public void The_least_plan_is_read_back_to_an_equal_one()
    {
        var plan = _folder.Read(PlanFolder.Least);

        Assert.Equal(PlanFolder.Everything(plan), PlanFolder.Everything(_folder.Read(plan.ToHocon(maskSecrets: true))));
    }

    [Fact]
    public void An_infinite_run_is_read_back_as_such() =>
        Assert.Null(_folder.Read((_folder.Read(PlanFolder.Least) with { Duration = null }).ToHocon()).Duration);

    [Theory]
    [InlineData("API_KEY")]
    [InlineData("github_token")]
    [InlineData("MY_SECRET_THING")]
    [InlineData("DbPassword")]
    public void A_secret_is_masked(string name)
    {
        var written = _folder
            .Read($"beacon.components.app {{ command = app, env {{ {name} = hunter2, LEVEL = 3 }} }}")
            .ToHocon(maskSecrets: true);

        Assert.DoesNotContain("hunter2", written, StringComparison.Ordinal);
        Assert.Contains($"{name} = \"***\"", written, StringComparison.Ordinal);
        Assert.Contains("LEVEL = 3", written, StringComparison.Ordinal);
    }

    [Fact]
    public void A_removed_variable_stays_removed() =>
        Assert.Null(
            _folder
                .Read(_folder.Read("beacon.components.app { command = app, env { API_KEY = null } }").ToHocon(maskSecrets: true))
                .Component("app")
                .Environment["API_KEY"]
        );

    private static RunPlan Full() =>
        new()
        {
            Name = "full-plan_1",
            Duration = TimeSpan.FromMilliseconds(1500.5),
            Results = "/var/my runs",
            OnFailure = FailurePolicy.Continue,
            StartTimeout = TimeSpan.FromMinutes(90),
            FinishTimeout = TimeSpan.FromTicks(12345),
            DrainTimeout = TimeSpan.FromHours(3),
            SampleInterval = TimeSpan.FromMilliseconds(10),
            Comparison =
            [
                new ToleranceRule(
                    "*.Tick to Trade.p99",
                    new Tolerance
                    {
                        Better = Better.Lower,
                        Share = 0.035,
                        Floor = 2.5,
                        FloorUnit = "µs",
                    }
                ),
                new ToleranceRule("orders", new Tolerance { Better = Better.Same, Floor = 10 }),
                new ToleranceRule("rate", new Tolerance { Share = 0.07 }),
            ],
            Components =
            [
                new ComponentSpec
                {
                    Name = "first",
                    Title = "null",
                    Command = "first",
                    WorkingDirectory = "/",
                    Output = new OutputSpec { RotateAtBytes = null },
                },
                new ComponentSpec
                {
                    Name = "second",
                    Title = "Ünïcode \"quoted\" \\ ${HOME} # // µ",
                    Command = "/opt/a b/second",
                    Args =
                    [
                        "",
                        " ",
                        "null",
                        "{duration}",
                        "{\"json\": [1, {}]}",
                        "a=b",
                        "-x",
                        "http://h/#f",
                        "line\nbreak\ttab\r",
                        "\"\"\"",
                        "$",
                        "*",
                        "\u001B[0m",
                        "\uFEFF",
                        "${?X}",
                    ],
                    WorkingDirectory = "/tmp/{run-id}",
                    Environment = ImmutableSortedDictionary<string, string?>
                        .Empty.Add("A.B", "1")
                        .Add("GONE", null)
                        .Add("EMPTY", "")
                        .Add("X", "null"),
                    DependsOn = [new Dependency("first", DependencyCondition.Completed)],
                    Requires = new Requirements
                    {
                        Files = ["/etc/hosts"],
                        FreePorts = [new PortRequirement(TransportProtocol.Tcp, 1), new PortRequirement(TransportProtocol.Udp, 65535)],
                    },
                    Ready = new Readiness
                    {
                        Probes =
                        [
                            new TcpListenProbe([new LocalEndpoint(null, 9000), new LocalEndpoint(IPAddress.IPv6Loopback, 9001)]),
                            new UdpBoundProbe([new LocalEndpoint(IPAddress.Loopback, 12345)]),
                            new TcpConnectProbe("::1", 80),
                            new HttpProbe(new Uri("http://127.0.0.1:8080/a?b=c#d"), 204),
                            new LogProbe(new(@"^\[(\d+)\] ""ready""$"), OutputStream.Stdout),
                            new ExecProbe(["check", "--x=${y}", ""]),
                            new FileProbe("/tmp/x y"),
                            new ProgressProbe("a", TimeSpan.FromMilliseconds(1)),
                            new AfterProbe(TimeSpan.Zero),
                        ],
                        Timeout = TimeSpan.FromSeconds(3),
                        Interval = TimeSpan.FromMilliseconds(1),
                    },
                    Alive = new Liveness
                    {
                        Probes =
                        [
                            new TcpListenProbe([new LocalEndpoint(null, 9000)]),
                            new LogProbe(new("tick"), null),
                            new ProgressProbe("md", TimeSpan.FromSeconds(5)),
                            new AfterProbe(TimeSpan.FromSeconds(1)),
                        ],
                        Interval = TimeSpan.FromMilliseconds(250),
                        Timeout = TimeSpan.FromMilliseconds(1),
                        Failures = 7,
                    },
                    Restart = new RestartSpec
                    {
                        Policy = RestartMode.OnFailure,
                        MinBackoff = TimeSpan.Zero,
                        MaxBackoff = TimeSpan.FromHours(1),
                        Factor = 1.5,
                        Jitter = 0.25,
                        MaxRestarts = 0,
                        Within = TimeSpan.FromDays(1),
                        StableAfter = TimeSpan.Zero,
                        Dependents = DependentsPolicy.Restart,
                    },
                    Stop = new StopSpec { Signal = UnixSignal.SIGUSR1, Timeout = TimeSpan.FromMilliseconds(1) },
                    SuccessExitCodes = [0, 3, 255],
                    EndsRun = true,
                    FinishesItself = true,
                    Output = new OutputSpec
                    {
                        Mode = OutputMode.LineBuffered,
                        Console = ConsoleStreams.None,
                        RotateAtBytes = 1_500_000,
                        Keep = 3,
                    },
                    Statistics = new StatisticsSpec
                    {
                        Format = StatisticsFormat.KeyValue,
                        From = "═══ FINAL ═══",
                        Live = [@"MD=(?<md>\d+)", "(?<a>x)(?<b>y)"],
                    },
                },
            ],
        };
}
