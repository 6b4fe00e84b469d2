using Beacon.Actors.Starting;
using Beacon.Plans;

namespace Beacon.Actors.Tests.Starting;

/// <summary>The plans that are shipped.</summary>
public sealed class DemoPlanSpecs
{
    [Fact]
    public void The_demo_plan_is_the_trading_system()
    {
        var file = RepositoryFile.Find("hocon/beacon.conf");
        var root = Path.GetDirectoryName(Path.GetDirectoryName(file))!;
        var plan = RunPlan.Load(file);

        Assert.Equal(["matching-engine", "algorithm", "market-data"], plan.Components.Select(component => component.Name));
        Assert.Equal(3, plan.Levels.Length);
        Assert.Equal(TimeSpan.FromSeconds(60), plan.Duration);

        var engine = plan.Component("matching-engine");
        Assert.Equal($"{root}/bin/exchange_matching_engine", engine.Command);
        Assert.Equal(new PortRequirement(TransportProtocol.Tcp, 9000), Assert.Single(engine.Requires.FreePorts));
        Assert.Equal("tcp-listen 9000", Assert.Single(engine.Ready.Probes).ToString());

        var algorithm = plan.Component("algorithm");
        Assert.Equal("Your Algorithm", algorithm.Title);
        Assert.Equal(["239.255.0.1", "12345", "127.0.0.1", "9000", "{duration}"], algorithm.Args.AsEnumerable());
        Assert.Equal("udp-bound 12345", Assert.Single(algorithm.Ready.Probes).ToString());
        Assert.True(algorithm.FinishesItself);
        Assert.Equal(3, algorithm.Statistics!.Live.Length);

        var playback = plan.Component("market-data");
        Assert.Equal([$"{root}/data/sample.itch"], playback.Requires.Files.AsEnumerable());
        Assert.Equal($"{root}/data/sample.itch", Path.GetFullPath(playback.Args[^1]));
        Assert.All(plan.Components, component => Assert.Equal("FINAL STATISTICS", component.Statistics!.From));
    }

    [Theory]
    [InlineData("hocon/examples/foreign-binaries.conf")]
    [InlineData("hocon/examples/restarts.conf")]
    [InlineData("hocon/examples/unix-tools.conf")]
    [InlineData("hocon/examples/web-service.conf")]
    public void The_example_plans_are_valid(string file) => Assert.NotEmpty(RunPlan.Load(RepositoryFile.Find(file)).Components);

    [Fact]
    public void The_example_of_Unix_tools_has_all_its_prerequisites()
    {
        // Everybody's folder for temporary files is refused to those whom it does not belong to.
        var records = Directory.CreateTempSubdirectory();
        try
        {
            var plan = RunPlan.Load(RepositoryFile.Find("hocon/examples/unix-tools.conf")).With(run => run.RecordsIn(records.FullName));

            Assert.Equal(TimeSpan.FromSeconds(2), plan.Duration);
            Assert.Empty(Prerequisites.Check(plan));
        }
        finally
        {
            records.Delete(recursive: true);
        }
    }
}
