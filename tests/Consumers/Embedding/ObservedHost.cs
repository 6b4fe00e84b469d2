using Akka.Hosting;
using Beacon.Actors.Hosting;
using Beacon.Plans;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Embedding;

/// <summary>An application whose health says how its runs fare.</summary>
internal static class ObservedHost
{
    public static async Task<HealthReportEntry> RunAsync(string records)
    {
        var plan = RunPlan.Create("observed").UntilStopped().RecordsIn(records).Add("sleeper", c => c.Run("sleep", "100")).Build();

        // snippet: health
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddHealthChecks();
        builder.Services.AddBeacon();
        builder.Services.AddAkka("app", akka => akka.WithBeacon().WithBeaconHealthCheck());
        // end
        using var host = builder.Build();
        await host.StartAsync();

        await using var run = await host.Services.GetRequiredService<IRunSupervisor>().StartAsync(plan);
        await run.Operational;
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        await run.StopAsync();
        await host.StopAsync();
        return report.Entries["beacon"];
    }
}
