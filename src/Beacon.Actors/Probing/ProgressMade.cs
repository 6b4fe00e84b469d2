using System.Globalization;
using Beacon.Plans;

namespace Beacon.Actors.Probing;

/// <summary>Whether a live statistic has grown lately.</summary>
/// <param name="spec">Which, and what is lately.</param>
/// <param name="signs">What the output has shown.</param>
/// <param name="since">
/// For a component that is presumed to be at work: from when it has to go on, and lines that nobody has looked at are believed to show
/// it. Null: it has to be seen at work first.
/// </param>
/// <param name="time">What measures how long it has stood still.</param>
internal sealed class ProgressMade(ProgressProbe spec, OutputSigns signs, long? since, TimeProvider time) : IProbe
{
    public Task<ProbeAnswer> AskAsync(CancellationToken cancellationToken)
    {
        var growth = signs.GrowthOf(spec.Statistic);
        long?[] moments = since is null ? [growth.At] : [growth.At, since, signs.SkippedAt];
        var last = moments.Max();
        var seen = growth.Value is { } value
            ? string.Create(CultureInfo.InvariantCulture, $"{spec.Statistic} stands at {value}")
            : $"no {spec.Statistic} was printed";
        return Task.FromResult(new ProbeAnswer(last is { } at && time.GetElapsedTime(at) <= spec.Within, seen));
    }
}
