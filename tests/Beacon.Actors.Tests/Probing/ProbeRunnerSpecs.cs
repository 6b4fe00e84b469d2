using Beacon.Actors.Probing;
using Beacon.Actors.Scheduling;
using Beacon.Actors.TestKit;
using Beacon.Plans;
using Beacon.Processes;

namespace Beacon.Actors.Tests.Probing;

/// <summary>Checks of endpoints, files and commands that do not exist.</summary>
public class ProbeRunnerSpecs
{
    private static readonly ComponentSpec Engine = new()
    {
        Name = "engine",
        Title = "Engine",
        Command = "engine",
        WorkingDirectory = "/",
    };

    [Theory]
    [InlineData("tcp-connect", "refused")]
    [InlineData("http", "refused")]
    [InlineData("file", "does not exist")]
    public async Task A_check_that_cannot_be_made_has_failed_with_the_reason(string kind, string reason)
    {
        var runner = Runner();
        var result = await runner.CheckAsync(runner.ForReadiness(ProbeOf(kind)), TimeSpan.FromSeconds(20), CancellationToken.None);
        Assert.False(result.Holds);
        Assert.Contains(reason, result.Observation);
    }

    // Nothing listens on port 1.
    private static Probe ProbeOf(string kind) =>
        kind switch
        {
            "tcp-connect" => new TcpConnectProbe("127.0.0.1", 1),
            "http" => new HttpProbe(new Uri("http://127.0.0.1:1/"), null),
            _ => new FileProbe("/no/such/file"),
        };

    private static ProbeRunner Runner()
    {
        var order = new LaunchSpec
        {
            Run = "run",
            Component = "engine",
            Program = "engine",
            WorkingDirectory = "/",
            Environment = Engine.Environment,
        };
        var process = new FakeLauncher(new VirtualTime()).Launch(order, _ => { }, null);
        var signs = new OutputSigns(Engine, TimeProvider.System, _ => { });
        return new ProbeRunner(Engine, process, signs, new ProbeFactory(), new FileMarks([]), TimeProvider.System, new BackgroundWork());
    }
}
