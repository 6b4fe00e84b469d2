using Akka.Hosting;
using Beacon.Records.Events;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Beacon.Actors.Hosting;

/// <summary>The health of an actor system's runs: healthy if all are operational, degraded otherwise.</summary>
internal sealed class RunsHealth : IAkkaHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(AkkaHealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // If the supervisor does not answer, the health check service reports the status that the check was registered with.
        var runs = await RunSupervisor.Get(context.ActorSystem).SnapshotsAsync(cancellationToken).ConfigureAwait(false);
        return Judge(runs);
    }

    internal static HealthCheckResult Judge(IReadOnlyList<RunSnapshot> runs)
    {
        var data = runs.ToDictionary(run => run.Run, object (run) => run.State.ToString());
        string[] reasons = [.. runs.Select(ReasonOf).OfType<string>()];
        return reasons.Length == 0
            ? HealthCheckResult.Healthy(runs.Count == 0 ? "no run" : string.Join(", ", runs.Select(run => $"{run.Run} {run.State}")), data)
            : HealthCheckResult.Degraded(string.Join("; ", reasons), data: data);
    }

    private static string? ReasonOf(RunSnapshot run)
    {
        if (run.State == RunState.Starting)
            return $"{run.Run} is starting";
        string[] down =
        [
            .. run
                .Components.Where(component => component.State is ComponentState.GaveUp or ComponentState.Restarting)
                .Select(component =>
                    component.State == ComponentState.GaveUp ? $"{component.Name} was given up" : $"{component.Name} is being restarted"
                ),
        ];
        return down.Length == 0 ? null : $"{run.Run}: {string.Join(", ", down)}";
    }
}
