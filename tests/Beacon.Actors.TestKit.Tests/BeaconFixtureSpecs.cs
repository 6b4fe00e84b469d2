using System.Collections.Concurrent;
using System.Net.Sockets;
using Beacon.Actors.Hosting;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.TestKit.Tests;

public sealed class BeaconFixtureSpecs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("beacon-fixture-");
    private readonly ConcurrentQueue<string> _log = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Servers_of_a_file_are_ready_on_ports_of_their_own_and_gone_after_the_test()
    {
        var file = Write(
            $$"""
            beacon.run.results = "{{_folder.FullName}}/runs"
            beacon.components {
              engine { command = "{{TestProgram}}", args = [listen, ${PORT_ENGINE}], ready { tcp-listen = ${PORT_ENGINE} } }
              feed {
                command = "{{TestProgram}}"
                args = [listen, ${PORT_MARKET_FEED}]
                ready { tcp-listen = ${PORT_MARKET_FEED} }
                depends-on = [engine]
              }
            }
            """
        );
        await using (var system = await BeaconFixture.StartAsync(file, new FixtureOptions { Output = _log.Enqueue }))
        {
            Assert.NotEqual(system.Port("engine"), system.Port("market-feed"));
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", system.Port("engine"));
            await system
                .Run.Events(output: true)
                .FirstAsync(happened => happened is ComponentOutput { Component: "engine", Line.Raw: "connected" });
            Assert.Contains(
                "no port \"other\" was allotted; the plan asks for ENGINE, MARKET_FEED",
                Assert.Throws<KeyNotFoundException>(() => system.Port("other")).Message
            );
            system.Passed();
        }

        Assert.Contains("engine printed \"connected\"", _log);
        Assert.True(_log.ToList().IndexOf("feed was sent SIGTERM") < _log.ToList().IndexOf("engine was sent SIGTERM"));
        Assert.Empty(Records);
    }

    [Fact]
    public async Task The_logs_of_a_test_that_did_not_pass_are_kept()
    {
        await using (
            await BeaconFixture.StartAsync(_ => Plan("print", "important", "then", "sleep"), new FixtureOptions { Output = _log.Enqueue })
        ) { }

        var record = Assert.Single(Records);
        Assert.Contains("important", File.ReadAllText(Path.Combine(record, "logs/app.out.log")));
        Assert.Contains($"the logs are kept in {record}", _log);
    }

    [Fact]
    public async Task A_system_that_does_not_come_up_fails_the_test_with_the_cause()
    {
        var failed = await Assert.ThrowsAsync<RunNotOperationalException>(() => BeaconFixture.StartAsync(_ => Plan("exit", "3")));

        Assert.Contains("app exited with code 3", failed.Message);
        Assert.Contains(Assert.Single(Records), failed.Message);
    }

    [Fact]
    public async Task A_log_that_throws_does_not_disturb_the_run()
    {
        await using var system = await BeaconFixture.StartAsync(
            _ => Plan("sleep"),
            new FixtureOptions { Output = _ => throw new InvalidOperationException("There is no currently active test.") }
        );

        Assert.Equal(RunOutcome.Interrupted, (await system.Run.StopAsync()).Outcome);
    }

    [Fact]
    public void Fixtures_side_by_side_have_different_ports()
    {
        var fixtures = Enumerable.Range(0, 50).Select(_ => new FreePorts()).ToList();

        Assert.Equal(50, fixtures.Select(ports => ports["engine"]).Distinct().Count());
        Assert.All(fixtures, ports => Assert.Equal(ports["engine"], ports["ENGINE"]));
        fixtures.ForEach(ports => ports.Dispose());
    }

    private static string TestProgram =>
        Path.GetFullPath(
            Path.Combine(
                AppContext.BaseDirectory,
                "../../../../Beacon.TestProgram/bin",
                new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name,
                "net10.0/testprogram"
            )
        );

    private IEnumerable<string> Records =>
        Directory.Exists(Path.Combine(_folder.FullName, "runs"))
            ? Directory
                .EnumerateDirectories(Path.Combine(_folder.FullName, "runs"))
                .Where(folder => !Path.GetFileName(folder).StartsWith('.'))
            : [];

    private RunPlan Plan(params string[] args) =>
        RunPlan
            .Create("fixture", _folder.FullName)
            .Add("app", c => c.Run(TestProgram, args).ReadyWhen(args[0] == "sleep" ? Probe.Log("sleeping") : Probe.Log("important")))
            .Build();

    private string Write(string hocon)
    {
        var file = Path.Combine(_folder.FullName, "servers.conf");
        File.WriteAllText(file, hocon);
        return file;
    }
}
