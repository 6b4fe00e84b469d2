using System.Globalization;
using Beacon.Plans;

namespace Beacon.Actors.Probing;

/// <summary>Checks whether a live statistic has grown within a time (<c>progress</c>).</summary>
/// <param name="spec">The statistic and the time.</param>
/// <param name="signs">The signs of life in the output.</param>
/// <param name="since">
/// For liveness: when the component became ready, which counts as progress, as skipped lines do. Null, for readiness: only progress that
/// was seen counts.
/// </param>
/// <param name="time">The source of time.</param>
internal sealed class ProgressCheck(ProgressProbe spec, OutputSigns signs, long? since, TimeProvider time) : IProbeCheck
{
    public Task<ProbeResult> CheckAsync(CancellationToken cancellationToken)
    {
        var growth = signs.GrowthOf(spec.Statistic);
        long?[] moments = since is null ? [growth.At] : [growth.At, since, signs.SkippedAt];
        var last = moments.Max();
        var seen = growth.Value is { } value
            ? string.Create(CultureInfo.InvariantCulture, $"{spec.Statistic} stands at {value}")
            : $"no {spec.Statistic} was printed";
        return Task.FromResult(new ProbeResult(last is { } at && time.GetElapsedTime(at) <= spec.Within, seen));
    }
}
