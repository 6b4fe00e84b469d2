using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Akka.Hosting.Logging;
using Beacon.Actors.Control.Hosting;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Actors.Hosting;
using Beacon.Plans;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;

namespace Beacon.Actors.Host.Commands;

/// <summary>
/// The generic host with an actor system in it. Akka logs to Serilog with its properties; the plan's own <c>akka</c> section wins over
/// everything here, <c>akka.loggers</c> included.
/// </summary>
internal static class BeaconHost
{
    // The start of a run does not wait for its logger.
    private static readonly Config Defaults = ConfigurationFactory
        .ParseString("akka.logger-async-start = on")
        .WithFallback(DedicatedSystem.LoggedBy("Akka.Logger.Serilog.SerilogLogger, Akka.Logger.Serilog"));

    // For Serilog alone: to any other logger it would show strings in quotes.
    private static readonly Config SerilogFormatter = ConfigurationFactory.ParseString(
        """
        akka.logger-formatter = "Akka.Logger.Serilog.SerilogLogMessageFormatter, Akka.Logger.Serilog"
        """
    );

    /// <summary>
    /// Executes a command in the host's actor system; returns its exit code. Refuses an <c>akka</c> section that can't be used, and runs of
    /// which a prerequisite is missing.
    /// </summary>
    public static async Task<int> ExecuteAsync(RunPlan plan, Refusal refusal, Func<ActorSystem, Task<int>> command)
    {
        LeaveDeletedFolder();
        if (AkkaSection.FindProblem(plan) is { } problem)
            return refusal.Refuse([problem], ExitCodes.BadUsage);
        using var host = Build(plan);
        try
        {
            await host.StartAsync();
        }
        catch (Exception exception) when (plan.AkkaHocon.Length > 0 && exception is not OutOfMemoryException)
        {
            return refusal.Refuse([AkkaSection.ProblemOf(exception)], ExitCodes.BadUsage);
        }

        try
        {
            return await command(host.Services.GetRequiredService<ActorSystem>());
        }
        catch (PrerequisitesMissingException missing)
        {
            return refusal.Refuse(missing.Problems, ExitCodes.PrerequisiteMissing);
        }
        finally
        {
            await host.StopAsync();
        }
    }

    // All paths of the plan are absolute. Libraries that ask for the current directory fail where it was deleted.
    private static void LeaveDeletedFolder()
    {
        try
        {
            _ = Environment.CurrentDirectory;
        }
        catch (IOException)
        {
            Environment.CurrentDirectory = "/";
        }
    }

    public static IHost Build(RunPlan plan)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(
            new HostApplicationBuilderSettings { DisableDefaults = true }
        );
        Log.Logger = new LoggerConfiguration()
            .MinimumLevel.Warning()
            .MinimumLevel.Override("Beacon.Actors", LogEventLevel.Fatal) // the console shows a run's problems
            .WriteTo.Console(
                standardErrorFromLevel: LogEventLevel.Verbose,
                formatProvider: System.Globalization.CultureInfo.InvariantCulture
            )
            .CreateLogger();
        builder.Services.AddSerilog(Log.Logger);
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, NoLifetime>());
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopPhases.Total(plan) + TimeSpan.FromMinutes(1));
        builder.Services.AddAkka(
            "beacon",
            (akka, services) =>
            {
                akka.AddSetup(new LoggerFactorySetup(services.GetRequiredService<ILoggerFactory>()));
                akka.WithBeacon(plan).WithBeaconControl();
                var own = ConfigurationFactory.ParseString(plan.AkkaHocon.Length > 0 ? plan.AkkaHocon : "{}");
                akka.AddHocon(own, HoconAddMode.Prepend);
                akka.AddHocon(own.HasPath("akka.loggers") ? Defaults : SerilogFormatter.WithFallback(Defaults), HoconAddMode.Append);
            }
        );
        return builder.Build();
    }

    /// <summary>The run decides when the host ends, and <c>StopSignals</c> owns the signals that the default lifetime would take.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
