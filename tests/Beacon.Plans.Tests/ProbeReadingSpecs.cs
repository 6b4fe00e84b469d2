using System.Net;

namespace Beacon.Plans.Tests;

public sealed class ProbeReadingSpecs : IDisposable
{
    private readonly PlanFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("9000", "9000")]
    [InlineData("\"127.0.0.1:9000\"", "127.0.0.1:9000")]
    [InlineData("\"[::1]:9000\"", "[::1]:9000")]
    [InlineData("[9000, \"10.0.0.1:1\", \"[fe80::1]:65535\"]", "9000, 10.0.0.1:1, [fe80::1]:65535")]
    public void Endpoints_are_read_in_each_spelling(string text, string expected)
    {
        Assert.Equal(
            expected,
            Assert.IsType<TcpListenProbe>(Assert.Single(_folder.ReadApp($"ready.tcp-listen = {text}").Ready.Probes)).Subject
        );
        Assert.Equal(
            expected,
            Assert.IsType<UdpBoundProbe>(Assert.Single(_folder.ReadApp($"ready.udp-bound = {text}").Ready.Probes)).Subject
        );
    }

    [Theory]
    [InlineData("localhost:80", "localhost", 80)]
    [InlineData("127.0.0.1:9000", "127.0.0.1", 9000)]
    [InlineData("[::1]:9000", "::1", 9000)]
    public void A_connection_is_read_with_its_host(string text, string host, int port) =>
        Assert.Equal(new TcpConnectProbe(host, port), Assert.Single(_folder.ReadApp($"ready.tcp-connect = \"{text}\"").Ready.Probes));

    [Fact]
    public void A_URL_is_read_with_and_without_status()
    {
        Assert.Equal(
            new HttpProbe(new Uri("http://h:1/x"), null),
            Assert.Single(_folder.ReadApp("ready.http = \"http://h:1/x\"").Ready.Probes)
        );
        Assert.Equal(
            new HttpProbe(new Uri("https://h/"), 204),
            Assert.Single(_folder.ReadApp("ready.http { url = \"https://h/\", status = 204 }").Ready.Probes)
        );
    }

    [Fact]
    public void A_log_pattern_is_read_with_and_without_stream()
    {
        Assert.Equal(new LogProbe(new("ready [0-9]+"), null), Assert.Single(_folder.ReadApp("ready.log = \"ready [0-9]+\"").Ready.Probes));
        Assert.Equal(
            new LogProbe(new(@"\d"), OutputStream.Stderr),
            Assert.Single(_folder.ReadApp("ready.log { pattern = \"\"\"\\d\"\"\", stream = stderr }").Ready.Probes)
        );
    }

    [Fact]
    public void Several_probes_are_in_the_order_of_the_reference()
    {
        var ready = _folder.ReadApp("ready { after = 1s, timeout = 3s, interval = 5ms, file = \"/x\", tcp-listen = 1 }").Ready;

        Assert.Equal(["tcp-listen", "file", "after"], ready.Probes.Select(probe => probe.Kind));
        Assert.Equal((TimeSpan.FromSeconds(3), TimeSpan.FromMilliseconds(5)), (ready.Timeout, ready.Interval));
    }

    [Fact]
    public void An_endpoint_knows_whether_its_address_counts()
    {
        var probe = Assert.IsType<TcpListenProbe>(Assert.Single(_folder.ReadApp("ready.tcp-listen = [1, \"0.0.0.0:2\"]").Ready.Probes));

        Assert.Equal([new LocalEndpoint(null, 1), new LocalEndpoint(IPAddress.Any, 2)], probe.Endpoints.AsEnumerable());
    }

    [Fact]
    public void Liveness_has_the_probes_of_readiness_and_times_of_its_own()
    {
        var alive = _folder
            .ReadApp("alive { tcp-connect = \"127.0.0.1:1\", log = tick, after = 3s, interval = 2s, timeout = 500ms, failures = 4 }")
            .Alive;

        Assert.Equal(["tcp-connect", "log", "after"], alive.Probes.Select(probe => probe.Kind));
        Assert.Equal((TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(500), 4), (alive.Interval, alive.Timeout, alive.Failures));
    }

    [Fact]
    public void Progress_is_that_of_a_live_statistic() =>
        Assert.Equal(
            new ProgressProbe("md", TimeSpan.FromSeconds(5)),
            Assert.Single(
                _folder.ReadApp("alive.progress { statistic = md, within = 5s }\nstatistics.live = [\"MD=(?<md>[0-9]+)\"]").Alive.Probes
            )
        );

    [Theory]
    [InlineData(
        "alive.progress { statistic = mdd, within = 5s }\nstatistics.live = [\"(?<md>1)(?<fills>2)\"]",
        "alive.progress.statistic",
        "no live statistic \"mdd\": statistics.live names md, fills"
    )]
    [InlineData(
        "ready.progress { statistic = md, within = 5s }",
        "ready.progress.statistic",
        "statistics.live names none; add a pattern such as"
    )]
    [InlineData("alive.progress = 5s", "alive.progress", "expected an object, found \"5s\"; write { statistic = NAME, within = 5s }")]
    [InlineData(
        "alive.progress { statistic = md }\nstatistics.live = [\"(?<md>1)\"]",
        "alive.progress.within",
        "say how long the statistic may stand still"
    )]
    [InlineData(
        "alive.progress { statistic = md, withn = 1s, within = 1s }\nstatistics.live = [\"(?<md>1)\"]",
        "alive.progress.withn",
        "did you mean \"within\"?"
    )]
    [InlineData("alive.failures = 0", "alive.failures", "a number from 1 to 1000, found \"0\"")]
    [InlineData("alive.timeout = 5", "alive.timeout", "a duration needs a unit")]
    [InlineData("alive.after = 1s", "alive.after", "observes nothing by itself")]
    public void What_can_not_tell_whether_a_component_is_alive_is_refused(string keys, string path, string message)
    {
        var problem = _folder.RefusedApp(keys);

        Assert.Equal($"beacon.components.app.{path}", problem.Path);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }
}
