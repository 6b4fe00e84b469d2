using Akka.Hosting;
using Beacon.Actors.Control.Client;
using Beacon.Actors.Control.Hosting;
using Beacon.Actors.Hosting;
using Beacon.Plans;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Embedding;

/// <summary>An application whose runs can be seen and controlled from outside.</summary>
internal static class ServedHost
{
    public static async Task<(string State, bool IsRestarted)> RunAsync(string records)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddBeacon();

        // snippet: served-host
        builder.Services.AddAkka("app", akka => akka.WithBeacon().WithBeaconControl());
        // end
        using var host = builder.Build();
        await host.StartAsync();
        var plan = RunPlan.Create("served").RecordsIn(records).UntilStopped().Add("app", c => c.Run("sleep", "60")).Build();
        await using var run = await host.Services.GetRequiredService<IRunSupervisor>().StartAsync(plan);
        await run.Operational;

        var living = LivingRun.In(records).Single();
        using var client = await ConnectAsync(living);
        var state = await client.StateAsync();
        var answer = await client.CallAsync(new() { Call = "restart", Component = "app" });
        await run.StopAsync();
        await host.StopAsync();
        return (state.State, answer.Ok);
    }

    // The socket is made beside the start of the run.
    private static async Task<ControlClient> ConnectAsync(LivingRun run)
    {
        for (var attempt = 0; ; attempt++)
            try
            {
                return await run.ConnectAsync();
            }
            catch (ControlException) when (attempt < 100)
            {
                await Task.Delay(50);
            }
    }
}
