using System.Threading.Channels;
using Akka.Actor;
using Akka.Event;
using Beacon.Actors.Host.Commands;
using Beacon.Plans;
using Microsoft.Extensions.DependencyInjection;
using Serilog;

namespace Beacon.Actors.Host.Tests;

public class LoggingSpecs
{
    // The host starts once the logger has: by default it does not wait, and a warning that comes before the logger is lost.
    private const string LoggerFirst = "akka.logger-async-start=off";

    // Only ever reached by a test that fails.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static RunPlan Plan(params string[] settings) =>
        RunPlan.Load(
            new PlanSources
            {
                Settings = ["beacon.components.a.command=sleep", .. settings],
                Results = "/runs",
                CurrentDirectory = "/",
            }
        );

    [Fact]
    public async Task A_logger_that_the_plan_names_gets_the_log_with_its_properties()
    {
        var hocon = $"akka.loggers=[\"{typeof(StandInLogger).AssemblyQualifiedName}\"]";
        using var host = BeaconHost.Build(Plan(hocon, LoggerFirst));
        await host.StartAsync();
        var system = host.Services.GetRequiredService<ActorSystem>();
        system.Log.Warning("component {Component} said {Number}", "engine", 42);
        var warning = await StandInLogger.Received.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        await host.StopAsync();
        Assert.Equal("component engine said 42", warning.Message.ToString());
    }

    [Fact]
    public async Task By_default_Akka_logs_to_Serilog_with_its_properties()
    {
        using var host = BeaconHost.Build(Plan(LoggerFirst));
        var received = Channel.CreateUnbounded<Serilog.Events.LogEvent>();
        Log.Logger = new LoggerConfiguration().WriteTo.Sink(new ChannelSink(received)).CreateLogger();
        await host.StartAsync();
        var system = host.Services.GetRequiredService<ActorSystem>();
        system.Log.Warning("component {Component} said {Number}", "engine", 42);
        var warning = await received.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        await host.StopAsync();
        Assert.Equal("component {Component} said {Number}", warning.MessageTemplate.Text);
        Assert.Equal(42, ((Serilog.Events.ScalarValue)warning.Properties["Number"]).Value);
    }

    private sealed class ChannelSink(Channel<Serilog.Events.LogEvent> channel) : Serilog.Core.ILogEventSink
    {
        public void Emit(Serilog.Events.LogEvent logEvent) => channel.Writer.TryWrite(logEvent);
    }

    /// <summary>Any logger that a plan may name.</summary>
    public sealed class StandInLogger : ReceiveActor
    {
        public StandInLogger()
        {
            Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
            Receive<Warning>(warning => Received.Writer.TryWrite(warning));
            ReceiveAny(_ => { });
        }

        public static Channel<Warning> Received { get; } = Channel.CreateUnbounded<Warning>();
    }
}
