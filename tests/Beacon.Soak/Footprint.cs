using System.Collections.Immutable;

namespace Beacon.Soak;

/// <summary>The resources that a process holds at one moment.</summary>
/// <param name="Open">What its open descriptors refer to, without assemblies.</param>
/// <param name="Threads">The threads, without those of the thread pool.</param>
internal sealed record Footprint(ImmutableArray<string> Open, int Threads)
{
    /// <summary>The number of open descriptors.</summary>
    public int Descriptors => Open.Length;

    /// <summary>What was open at both moments, and the threads at the later one.</summary>
    public Footprint Common(Footprint later)
    {
        var counts = Open.CountBy(target => target).ToDictionary();
        return later with
        {
            Open = [.. later.Open.GroupBy(target => target).SelectMany(same => same.Take(counts.GetValueOrDefault(same.Key)))],
        };
    }

    /// <summary>The kinds of descriptors, those with the most growth since another footprint first.</summary>
    public string GrownSince(Footprint earlier)
    {
        var before = earlier.Open.CountBy(KindOf).ToDictionary();
        return string.Join(
            ", ",
            Open.CountBy(KindOf)
                .Select(kind => (kind.Key, Growth: kind.Value - before.GetValueOrDefault(kind.Key)))
                .Where(kind => kind.Growth > 0)
                .OrderByDescending(kind => kind.Growth)
                .Select(kind => $"+{kind.Growth} {kind.Key}")
        );
    }

    // "pipe:[123]" and "/proc/123/stat" without their numbers.
    private static string KindOf(string target) => string.Concat(target.Where(character => !char.IsAsciiDigit(character)));
}
