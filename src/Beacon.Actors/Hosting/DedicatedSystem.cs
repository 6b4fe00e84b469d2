using Akka.Configuration;

namespace Beacon.Actors.Hosting;

/// <summary>
/// The configuration of an actor system that does nothing but supervise runs. Its process owns the signals, so Akka's own hooks are off:
/// they would block the handler. Nothing in a run depends on Akka's scheduler, so its tick is coarse, which makes an idle run cheap.
/// </summary>
public static class DedicatedSystem
{
    private static readonly Config Common = ConfigurationFactory.ParseString(
        """
        akka {
          scheduler.tick-duration = 100ms
          coordinated-shutdown {
            run-by-clr-shutdown-hook = off
            exit-clr = off
          }
        }
        """
    );

    /// <summary>The configuration of a system without a log: nothing is written to a console.</summary>
    public static Config Silent { get; } =
        ConfigurationFactory.ParseString("akka { loggers = [], loglevel = OFF, stdout-loglevel = OFF }").WithFallback(Common);

    /// <summary>The configuration of a system that logs warnings and errors.</summary>
    /// <param name="logger">The logger's actor: <c>Namespace.Type, Assembly</c>.</param>
    public static Config LoggedBy(string logger)
    {
        ArgumentException.ThrowIfNullOrEmpty(logger);
        return ConfigurationFactory
            .ParseString(
                $$"""
                akka {
                  loggers = ["{{logger}}"]
                  loglevel = WARNING
                  stdout-loglevel = OFF
                  log-dead-letters = off
                  log-dead-letters-during-shutdown = off
                }
                """
            )
            .WithFallback(Common);
    }
}
