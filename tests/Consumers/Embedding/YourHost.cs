using Akka.Hosting;
using Beacon.Actors.Hosting;
using Beacon.Plans;
using Beacon.Records.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Embedding;

/// <summary>Runs in the actor system of an application that has its own reasons to have one.</summary>
internal static class YourHost
{
    public static async Task<(RunResult Result, int Lines)> RunAsync(string records)
    {
        var plan = RunPlan.Parse(
            $$"""
            beacon {
              run { name = helpers, duration = infinite, results = "{{records}}" }
              components {
                ticker { command = sh, args = ["-c", "while echo tick; do sleep 0.05; done"], ready { log = tick } }
              }
            }
            """
        );

        // snippet: your-host
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddBeacon();
        builder.Services.AddAkka("app", akka => akka.WithBeacon());
        using var host = builder.Build();
        await host.StartAsync();

        var supervisor = host.Services.GetRequiredService<IRunSupervisor>();
        await using IBeaconRun run = await supervisor.StartAsync(plan);
        await run.Operational;
        // end

        // snippet: events
        var lines = 0;
        await foreach (var happened in run.Events(output: true))
        {
            if (happened is ComponentOutput { Component: "ticker" } && ++lines == 3)
                _ = run.Component("ticker").RestartAsync();
            if (happened is ComponentStarting { Incarnation: 2 })
                break;
        }

        RunResult result = await run.StopAsync();
        // end
        await host.StopAsync();
        return (result, lines);
    }
}
