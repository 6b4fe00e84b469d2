using Akka.Configuration;
using Beacon.Actors.Hosting;
using Beacon.Plans;

namespace Beacon.Actors.Tests.Hosting;

public class AkkaPlanSpecs
{
    private const string Hocon = """
        shared { args = ["--quote", "a \"b\""] }
        beacon {
          run { name = demo, duration = 30s, results = /srv/runs }
          components {
            engine { command = exchange_matching_engine, args = ["9000"], ready { tcp-listen = 9000 } }
            algo {
              command = ./algo
              args = ${shared.args} [ ]
              title = The algo 1
              depends-on = [engine]
              env { LEVEL = 3, GONE = null, EMPTY = "" }
              stop { signal = SIGINT, timeout = 3s }
            }
          }
        }
        """;

    [Fact]
    public void The_section_of_an_Akka_configuration_is_the_same_plan_as_its_HOCON()
    {
        var config = ConfigurationFactory
            .ParseString(Hocon.Replace("30s", "1h", StringComparison.Ordinal))
            .WithFallback(ConfigurationFactory.ParseString("akka.loglevel = OFF"));
        var overridden = ConfigurationFactory.ParseString("beacon.run.duration = 30s").WithFallback(config);

        var plan = RunPlan.From(overridden, "/srv");

        Assert.Equal(RunPlan.Parse(Hocon, "/srv").ToHocon(), plan.ToHocon());
        Assert.Equal("The algo 1", plan.Component("algo").Title);
    }

    [Fact]
    public void An_Akka_configuration_without_a_plan_is_refused() =>
        Assert.Contains(
            "beacon.components: there are no components",
            Assert.Throws<InvalidPlanException>(() => RunPlan.From(Config.Empty)).Message
        );
}
