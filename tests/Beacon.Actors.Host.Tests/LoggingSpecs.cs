using Akka.Actor;
using Akka.Event;
using Beacon.Actors.Host.Commands;
using Beacon.Plans;
using Beacon.Plans.Reading;
using Microsoft.Extensions.DependencyInjection;

namespace Beacon.Actors.Host.Tests;

public class LoggingSpecs
{
    private static readonly RunPlan Plan = new()
    {
        Name = "test",
        Results = "/runs",
        Components =
        [
            new ComponentSpec
            {
                Name = "a",
                Title = "a",
                Command = "sleep",
                WorkingDirectory = "/",
            },
        ],
    };

    [Fact]
    public async Task A_logger_that_the_plan_names_gets_the_log_with_its_properties()
    {
        var hocon = $"akka.loggers = [\"{typeof(StandInLogger).AssemblyQualifiedName}\"]";
        using var host = BeaconHost.Build(new LoadedPlan(Plan, hocon));
        await host.StartAsync();
        var system = host.Services.GetRequiredService<ActorSystem>();
        system.Log.Warning("component {Component} said {Number}", "engine", 42);

        var warning = await StandInLogger.Received.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        await host.StopAsync();
        Assert.Equal("component engine said 42", warning.Message.ToString());
    }

    [Fact]
    public void Without_a_word_in_the_plan_the_log_goes_through_Microsoft_Extensions_Logging()
    {
        using var host = BeaconHost.Build(new LoadedPlan(Plan, ""));
        var loggers = host.Services.GetRequiredService<ActorSystem>().Settings.Loggers;
        Assert.Equal(["Akka.Hosting.Logging.LoggerFactoryLogger, Akka.Hosting"], loggers);
    }

    /// <summary>Stands in for Akka.Logger.Serilog: any logger that a plan may name.</summary>
    public sealed class StandInLogger : ReceiveActor
    {
        public StandInLogger()
        {
            Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
            Receive<Warning>(warning => Received.Writer.TryWrite(warning));
            ReceiveAny(_ => { });
        }

        public static System.Threading.Channels.Channel<Warning> Received { get; } =
            System.Threading.Channels.Channel.CreateUnbounded<Warning>();
    }
}
