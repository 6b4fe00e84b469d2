using Beacon.Plans;
using static System.FormattableString;

namespace Beacon.Actors.Probing;

/// <summary>Checks whether a line has matched since the last check.</summary>
internal sealed class HeartbeatCheck(LogProbe spec, OutputSigns signs) : IProbeCheck
{
    private long _seen = signs.Heartbeats(spec);

    public Task<ProbeResult> CheckAsync(CancellationToken cancellationToken)
    {
        var previous = _seen;
        _seen = signs.Heartbeats(spec);
        if (signs.IsGivenUp(spec))
            return Task.FromResult(new ProbeResult(false, "its pattern was given up, since it is too slow") { IsUnknown = true });
        return Task.FromResult(
            _seen > previous ? new ProbeResult(true, "a line has matched") : new ProbeResult(false, "no line has matched")
        );
    }
}

/// <summary>
/// Checks whether a live statistic has grown within a time (<c>progress</c>). For liveness the time counts from when the component became
/// ready (<c>since</c>), and skipped lines may have held progress; for readiness (null) only progress that was seen counts.
/// </summary>
internal sealed class ProgressCheck(ProgressProbe spec, OutputSigns signs, long? since, TimeProvider time) : IProbeCheck
{
    public Task<ProbeResult> CheckAsync(CancellationToken cancellationToken)
    {
        var growth = signs.GrowthOf(spec.Statistic);
        long?[] moments = since is null ? [growth.At] : [growth.At, since, signs.SkippedAt];
        var last = moments.Max();
        var seen = growth.Value is { } value ? Invariant($"{spec.Statistic} stands at {value}") : $"no {spec.Statistic} was printed";
        var isGrowing = last is { } at && time.GetElapsedTime(at) <= spec.Within;
        return Task.FromResult(new ProbeResult(isGrowing, seen) { IsUnknown = !isGrowing && signs.HasGivenUpCounters });
    }
}
