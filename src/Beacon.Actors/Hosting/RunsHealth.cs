using Akka.Hosting;
using Beacon.Records.Events;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Beacon.Actors.Hosting;

/// <summary>How the runs of an actor system fare: healthy, where each has all it needs; degraded, where one is not operational.</summary>
internal sealed class RunsHealth : IAkkaHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(AkkaHealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // That the supervisor answers is the check; where it does not, the service tells the status that the check was registered with.
        var runs = await RunSupervisor.Get(context.ActorSystem).SnapshotsAsync(cancellationToken).ConfigureAwait(false);
        return Judge(runs);
    }

    /// <summary>What these runs mean.</summary>
    internal static HealthCheckResult Judge(IReadOnlyList<RunSnapshot> runs)
    {
        var data = runs.ToDictionary(run => run.Run, object (run) => run.State.ToString());
        string[] ailing = [.. runs.Select(Ailment).OfType<string>()];
        return ailing.Length == 0
            ? HealthCheckResult.Healthy(runs.Count == 0 ? "no run" : string.Join(", ", runs.Select(run => $"{run.Run} {run.State}")), data)
            : HealthCheckResult.Degraded(string.Join("; ", ailing), data: data);
    }

    private static string? Ailment(RunSnapshot run)
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
