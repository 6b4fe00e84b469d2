using Akka.Configuration;
using Akka.Hosting;
using Beacon.Actors.Plans;

namespace Beacon.Actors.Hosting;

/// <summary>The door for Akka.Hosting.</summary>
public static class BeaconHosting
{
    /// <summary>
    /// Lets this actor system supervise runs, through <see cref="RunSupervisor.Get"/>: adds the shutdown phases that end them.
    /// </summary>
    /// <param name="builder">The builder of the actor system.</param>
    /// <param name="plan">The plan whose levels get a shutdown phase each; null: runs walk their levels in one phase.</param>
    public static AkkaConfigurationBuilder WithBeacon(this AkkaConfigurationBuilder builder, RunPlan? plan = null) => builder
        .AddHocon(StopPhases.Configuration(plan), HoconAddMode.Prepend)
        .WithExtension<RunSupervisor.Provider>();

    /// <summary>
    /// The settings of an actor system that does nothing but supervise runs: its process owns the signals, so Akka's own hooks are off
    /// (they would block the handler), and nothing hangs on Akka's scheduler, so that its tick may be coarse, which makes an idle run cheap.
    /// </summary>
    public static readonly Config DedicatedSystem = ConfigurationFactory.ParseString("""
        akka {
          scheduler.tick-duration = 100ms
          coordinated-shutdown {
            run-by-clr-shutdown-hook = off
            exit-clr = off
          }
        }
        """);
}
