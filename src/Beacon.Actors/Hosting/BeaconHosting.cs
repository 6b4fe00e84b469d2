using Akka.Actor;
using Akka.Hosting;
using Beacon.Plans;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Beacon.Actors.Hosting;

/// <summary>The entry point for Akka.Hosting: <c>services.AddBeacon(); services.AddAkka("app", akka => akka.WithBeacon());</c>.</summary>
public static class BeaconHosting
{
    /// <summary>
    /// Puts an <see cref="IRunSupervisor"/> into the container: that of the actor system which <c>AddAkka</c> puts there.
    /// </summary>
    /// <param name="services">The container's services.</param>
    public static IServiceCollection AddBeacon(this IServiceCollection services)
    {
        services.TryAddSingleton<IRunSupervisor>(container =>
            RunSupervisor.Get(
                container.GetService<ActorSystem>()
                    ?? throw new InvalidOperationException(
                        "there is no actor system in the container; add one: services.AddAkka(\"app\", akka => akka.WithBeacon())"
                    )
            )
        );
        return services;
    }

    /// <summary>
    /// Lets this actor system supervise runs, through <see cref="IRunSupervisor"/> or <see cref="RunSupervisor.Get"/>: adds the shutdown
    /// phases that end them.
    /// </summary>
    /// <param name="builder">The builder of the actor system.</param>
    /// <param name="plan">
    /// The plan whose levels get a shutdown phase each. Runs of other plans, and those of more levels, walk their levels in one phase.
    /// Null: all do.
    /// </param>
    /// <param name="shutdownTimeout">
    /// How long the shutdown of the actor system waits for runs to stop and to close their records, beside the phases of the plan's levels.
    /// Null: 1 minute, and the plan's drain timeout.
    /// </param>
    public static AkkaConfigurationBuilder WithBeacon(
        this AkkaConfigurationBuilder builder,
        RunPlan? plan = null,
        TimeSpan? shutdownTimeout = null
    ) => builder.AddHocon(StopPhases.Configuration(plan, shutdownTimeout), HoconAddMode.Prepend).WithExtension<RunSupervisor.Provider>();

    /// <summary>
    /// Adds a health check of the runs: healthy where there is none or each is operational, degraded where one is starting, or a component
    /// is being restarted or was given up.
    /// </summary>
    /// <param name="builder">The builder of the actor system.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="failureStatus">The status if the supervisor does not answer; null: unhealthy.</param>
    /// <param name="tags">Tags by which checks are chosen.</param>
    /// <param name="timeout">How long an answer may take; null: no limit.</param>
    public static AkkaConfigurationBuilder WithBeaconHealthCheck(
        this AkkaConfigurationBuilder builder,
        string name = "beacon",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null,
        TimeSpan? timeout = null
    ) => builder.WithHealthCheck(name, new RunsHealth(), failureStatus, tags ?? ["akka", "beacon"], timeout);
}
