using Beacon.Plans;
using Beacon.Records.Events;
using static Beacon.Actors.Host.Console.DurationText;
using static Beacon.Plans.Durations;

namespace Beacon.Actors.Host.Console;

/// <summary>How far a run is, in one line: <c>20 s of 60s · 3 of 3 ready · md 97,252 · orders 1,480</c>.</summary>
internal sealed class ProgressText(RunPlan plan)
{
    private const int MostNames = 3;
    private const int MostCounters = 6;

    public string Of(RunSnapshot snapshot, TimeSpan elapsed)
    {
        var ready = snapshot.Components.Count(component => component.State == ComponentState.Ready);
        var phase = snapshot.State switch
        {
            RunState.Starting => $"starting, {Clock(elapsed)}",
            RunState.Stopping => $"stopping, {Clock(elapsed)}",
            _ when plan.Duration is { } duration => $"{Clock(Within(elapsed - snapshot.OperationalAfter, duration))} of {Format(duration)}",
            _ => $"running, {Clock(elapsed - (snapshot.OperationalAfter ?? elapsed))}",
        };
        var parts = new List<string> { phase, $"{ready} of {snapshot.Components.Count} ready" };
        if (Waiting(snapshot) is { Length: > 0 } waiting)
            parts.Add(waiting);
        if (snapshot.State is RunState.Operational or RunState.Finishing)
            parts.AddRange(
                snapshot
                    .Components.SelectMany(component => component.Counters.Values)
                    .Take(MostCounters)
                    .Select(counter => $"{counter.Name} {counter.Text}")
            );
        return string.Join(" · ", parts);
    }

    // Who is waited for: those that start, or those that were asked to stop.
    private static string Waiting(RunSnapshot snapshot)
    {
        var awaited = snapshot
            .Components.Where(component =>
                snapshot.State switch
                {
                    RunState.Starting => component.State is ComponentState.Launching or ComponentState.Running,
                    RunState.Stopping => component.State == ComponentState.Stopping,
                    _ => component.State == ComponentState.Restarting,
                }
            )
            .Select(component => component.Title)
            .ToList();
        if (awaited.Count == 0)
            return "";
        var more = awaited.Count > MostNames ? $" and {awaited.Count - MostNames} more" : "";
        return $"waiting for {string.Join(", ", awaited.Take(MostNames))}{more}";
    }

    private static TimeSpan Within(TimeSpan? since, TimeSpan duration) =>
        since is { } time ? TimeSpan.FromTicks(Math.Clamp(time.Ticks, 0, duration.Ticks)) : TimeSpan.Zero;
}
