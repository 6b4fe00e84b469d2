using System.Globalization;
using Beacon.Plans;
using Beacon.Records.History;

namespace Beacon.Actors.Host.Console;

/// <summary>
/// What is different from the run before, in one sentence: of each measured quantity its median, else its mean or a high percentile, and
/// other times and rates. Extremes are left out, since they differ from run to run.
/// </summary>
internal static class EarlierRunText
{
    private const double SmallestShare = 0.05;
    private const int MostChanges = 3;
    private const string NoProof = "one run each is no proof";

    private static readonly string[] Extremes = ["max", "maximum", "min", "minimum", "p99.9", "p99.99", "p99.999", "stddev", "stdev"];
    private static readonly string[] Tails = ["mean", "average", "avg", "p75", "p90", "p95", "p99"];

    /// <summary>The sentence; null: both have no time and no rate in common.</summary>
    public static string? Of(EarlierRun earlier, DateTimeOffset now)
    {
        var compared = earlier.Changes.Where(change => !EndsWith(change, Extremes)).ToList();
        if (compared.Count == 0)
            return null;
        var since = $"{earlier.Id} ({DurationText.Ago(now - earlier.StartedAt)}{(earlier.HasSamePlan ? "" : ", another plan")})";
        var changed = compared
            .Where(change => Math.Abs(change.Share) >= SmallestShare)
            .OrderBy(change => EndsWith(change, Tails))
            .DistinctBy(change => change.Key.Group.Length == 0 ? change.Key : change.Key with { Name = "" })
            .ToList();
        if (changed.Count == 0)
            return compared.Count == 1
                ? $"as in {since}: its only time or rate differs by less than 5 %"
                : $"as in {since}: each of {compared.Count} times and rates differs by less than 5 %";
        var more = changed.Count > MostChanges ? $", {changed.Count - MostChanges} more" : "";
        return $"since {since}: {string.Join(", ", changed.Take(MostChanges).Select(TextOf))}{more}; {NoProof}";
    }

    private static string TextOf(StatisticChange change)
    {
        var name = string.Join(' ', new[] { change.Key.Group, change.Key.Name }.Where(part => part.Length > 0));
        var share = Math.Abs(change.Share * 100) is var percent && percent < 10 ? $"{percent:0.0}" : $"{percent:N0}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name} {change.Was} → {change.Is} ({(change.Share < 0 ? "-" : "+")}{share} %)"
        );
    }

    private static bool EndsWith(StatisticChange change, string[] words) =>
        StatisticKey.Word(change.Key.Name) is var name
        && Array.Exists(words, word => name == word || name.EndsWith($"-{word}", StringComparison.Ordinal));
}
