using Akka.Actor;
using Akka.Hosting;
using Beacon.Actors.Control.Serving;
using Beacon.Actors.Hosting;

namespace Beacon.Actors.Control.Hosting;

/// <summary>Serves living runs to <c>beacon ps</c>, <c>stop</c>, <c>restart</c> and other clients, by a socket for each run.</summary>
public static class BeaconControlHosting
{
    /// <summary>
    /// Serves all runs of this actor system from now on, but those whose plan says <c>run.control = off</c>: users with the uid of this
    /// process, and root, can see and control them. After <c>WithBeacon</c>.
    /// </summary>
    /// <param name="builder">The builder of the actor system.</param>
    public static AkkaConfigurationBuilder WithBeaconControl(this AkkaConfigurationBuilder builder) =>
        builder.AddStartup((system, _) => system.ServeBeaconControl());

    /// <summary>The same for an actor system that was made without Akka.Hosting. To be called once, before runs are started.</summary>
    /// <param name="system">The actor system.</param>
    public static void ServeBeaconControl(this ActorSystem system) =>
        RunSupervisor
            .Get(system)
            .Accompany((run, report) => run.Plan.Control && OperatingSystem.IsLinux() ? ControlServer.Start(run, report) : null);
}
