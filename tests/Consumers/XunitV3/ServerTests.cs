using Beacon.Actors.Hosting;
using Beacon.Actors.TestKit;

namespace XunitV3;

// snippet: fixture
public class ServerTests(ITestOutputHelper log)
{
    [Fact]
    public async Task Servers_are_up_while_the_test_runs()
    {
        var options = new FixtureOptions { Output = log.WriteLine };
        await using var system = await BeaconFixture.StartAsync("servers.conf", options, TestContext.Current.CancellationToken);

        Assert.NotEqual(system.Port("orders"), system.Port("market-data"));
        Assert.Contains("orders on", File.ReadAllText(Path.Combine(system.Run.Record, "logs/orders.out.log")));

        system.Passed();
    }
}
// end
