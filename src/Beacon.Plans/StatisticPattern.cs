using System.Collections.Concurrent;
using static System.StringComparison;

namespace Beacon.Plans;

/// <summary>
/// How a configuration names statistics: <c>[component.][group.]name</c>, with <c>*</c> for anything. Case does not count, and neither does
/// what stands between words: <c>tick-to-trade.p99</c> is <c>Tick to Trade.P99</c>. An asterisk stands for what programs print; what is
/// measured beside that is meant where its group is named: <c>measured.*</c>.
/// </summary>
internal static class StatisticPattern
{
    private static readonly ConcurrentDictionary<string, string[]> PartsOf = new();

    /// <summary>Whether the pattern names this statistic.</summary>
    public static bool Matches(string pattern, StatisticKey key)
    {
        var parts = PartsOf.GetOrAdd(pattern, static text => StatisticKey.Word(text).Split('*'));
        return (parts.Length == 1 || !key.IsBeside || StatisticKey.Word(pattern).Split('.').Contains(key.Group))
            && key.Paths.Any(path => IsMatch(parts, path));
    }

    // The parts between the asterisks: the first begins the path, the last ends it, the others follow each other between them.
    private static bool IsMatch(string[] parts, string path)
    {
        var (first, last) = (parts[0], parts[^1]);
        if (parts.Length == 1)
            return path == first;
        if (path.Length < first.Length + last.Length || !path.StartsWith(first, Ordinal) || !path.EndsWith(last, Ordinal))
            return false;
        var rest = path.AsSpan(first.Length, path.Length - first.Length - last.Length);
        foreach (var part in parts.AsSpan(1..^1))
        {
            if (rest.IndexOf(part, Ordinal) is not (>= 0 and var at))
                return false;
            rest = rest[(at + part.Length)..];
        }

        return true;
    }
}
