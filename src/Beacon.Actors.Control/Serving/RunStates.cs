using Beacon.Actors.Control.Protocol;
using Beacon.Actors.Hosting;
using Beacon.Records.Events;
using Beacon.Records.Json;

namespace Beacon.Actors.Control.Serving;

/// <summary>Writes the snapshot of a run as the answer to <c>state</c>.</summary>
internal static class RunStates
{
    /// <summary>The state now.</summary>
    public static StateReply Of(IBeaconRun run, RunSnapshot snapshot)
    {
        var elapsed = run.Elapsed;
        return new StateReply
        {
            Ok = true,
            Run = run.Id,
            Name = run.Plan.Name,
            Label = snapshot.Label,
            Record = run.Record,
            State = JsonValues.NameOf(snapshot.State),
            StartedAt = JsonValues.Instant(run.StartedAt),
            ElapsedMs = JsonValues.Milliseconds(elapsed),
            OperationalAfterMs = MillisecondsOf(snapshot.OperationalAfter),
            DurationMs = MillisecondsOf(run.Plan.Duration),
            Problems = snapshot.Problems.Length,
            Components = [.. snapshot.Components.Select(component => Of(component, elapsed))],
        };
    }

    private static Protocol.ComponentState Of(ComponentSnapshot component, TimeSpan elapsed) =>
        new()
        {
            Name = component.Name,
            Title = component.Title,
            State = JsonValues.NameOf(component.State),
            Pid = component.Pid,
            Restarts = Math.Max(0, component.Incarnation - 1),
            UptimeMs = component is { StartedAt: { } started, Exit: null } ? JsonValues.Milliseconds(elapsed - started) : null,
            ReadyAfterMs = MillisecondsOf(component.ReadyAfter),
            ExitCode = component.Exit?.Code,
            Signal = component.Exit?.Signal?.ToString(),
            CpuSeconds = component.TotalUsage?.CpuTime.TotalSeconds,
            CpuShare = component.Exit is null ? component.CpuShare : 0,
            RssBytes = component.Exit is null ? component.Usage?.RssBytes : null,
            Threads = component.Exit is null ? component.Usage?.Threads : null,
            Counters =
            [
                .. component.Counters.Values.Select(counter => new LiveCounter
                {
                    Name = $"{counter.Name}",
                    Value = counter.Value,
                    Unit = counter.Unit ?? "",
                }),
            ],
        };

    private static double? MillisecondsOf(TimeSpan? span) => span is { } known ? JsonValues.Milliseconds(known) : null;
}
