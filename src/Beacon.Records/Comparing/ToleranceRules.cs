using System.Collections.Immutable;
using Beacon.Plans;

namespace Beacon.Records.Comparing;

/// <summary>Finds the tolerance of a statistic among rules.</summary>
internal sealed class ToleranceRules(ImmutableArray<ToleranceRule> rules)
{
    /// <summary>
    /// The rule for a statistic; null: none matches. The command line wins over the configuration, a name without a <c>*</c> over one with
    /// it, a longer name over a shorter one.
    /// </summary>
    /// <exception cref="ComparisonException">Two rules of the same precision contradict each other.</exception>
    public ToleranceRule? For(StatisticKey key)
    {
        var matching = rules.Where(rule => rule.Matches(key)).OrderByDescending(Weight).ToList();
        if (matching.Count == 0)
            return null;

        var best = matching[0];
        if (matching.Skip(1).FirstOrDefault(rule => Weight(rule) == Weight(best) && rule.Tolerance != best.Tolerance) is { } other)
            throw new ComparisonException(
                $"{best.Source}: \"{best}\" and \"{other}\" contradict each other for {key.Path}; "
                    + "name it in full in one of them, or leave one out"
            );
        return best;
    }

    /// <summary>The rules that match none of these statistics.</summary>
    public ImmutableArray<ToleranceRule> Unused(IReadOnlyList<StatisticKey> keys) => [.. rules.Where(rule => !keys.Any(rule.Matches))];

    /// <summary>Refuses rules of the command line that match none of these statistics: they are most likely misspelt.</summary>
    /// <exception cref="ComparisonException">There is such a rule.</exception>
    public void RefuseUnused(IReadOnlyList<StatisticKey> keys)
    {
        foreach (var rule in Unused(keys).Where(rule => rule.IsOverride))
        {
            var paths = keys.SelectMany(key => key.Paths).Distinct().ToList();
            var nearest = Plans.Nearest.Suggestion(StatisticKey.Word(rule.Pattern), paths);
            var printed = keys.Where(key => !key.IsBeside).ToList();
            var some = string.Join(", ", printed.Take(5).Select(key => key.Path));
            var known =
                nearest.Length > 0 ? nearest
                : printed.Count == 0 ? "; the runs have no statistics but what is measured: cpu-time, peak-memory, ready-after, …"
                : $"; there are {some}{(printed.Count > 5 ? ", …" : "")}";
            throw new ComparisonException($"{rule.Source} \"{rule}\": no statistic is called \"{rule.Pattern}\"{known}");
        }
    }

    private static (bool, bool, int) Weight(ToleranceRule rule) => (rule.IsOverride, rule.IsExact, rule.Precision);
}
