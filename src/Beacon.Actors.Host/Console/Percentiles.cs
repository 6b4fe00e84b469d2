using System.Globalization;
using System.Text.RegularExpressions;
using Beacon.Plans.Text;
using Beacon.Records.Statistics;

namespace Beacon.Actors.Host.Console;

/// <summary>
/// The percentiles of one measured quantity, from the statistics that a program printed one below the other: <c>Samples</c>,
/// <c>P50</c>, <c>p99.9</c>, <c>Latency max</c>.
/// </summary>
/// <param name="Component">The component's name.</param>
/// <param name="Name">What is measured: the group, or the words before the percentile.</param>
/// <param name="Values">The values by label: <c>n</c>, <c>p50</c>, <c>max</c>.</param>
/// <param name="Others">Other statistics of the same group.</param>
internal sealed partial record Percentiles(
    string Component,
    string Name,
    IReadOnlyDictionary<string, Statistic> Values,
    IReadOnlyList<Statistic> Others
)
{
    private const string Samples = "n";
    private const int FewestValues = 3;

    // Each place of the row with its alternatives; the first that was printed is shown.
    private static readonly string[][] Places =
    [
        [Samples],
        ["p50", "mean"],
        ["p99", "p95", "p90", "p75"],
        ["p99.9"],
        ["max"],
    ];

    /// <summary>The fields of the row, with empty ones where a value was not printed.</summary>
    public IReadOnlyList<(string Label, string Text)> Fields =>
        [.. Places.Select(labels => labels.FirstOrDefault(Values.ContainsKey) is { } label ? (label, TextOf(label)) : ("", ""))];

    /// <summary>The unit of all values; empty: they have none, or each has its own.</summary>
    public string Unit => Units is [var only] ? only : "";

    private List<string> Units => [.. Values.Where(value => value.Key != Samples).Select(value => value.Value.Unit).Distinct()];

    /// <summary>Splits the statistics of a component in percentiles and the rest.</summary>
    public static (IReadOnlyList<Percentiles> Found, IReadOnlyList<Statistic> Others) In(IEnumerable<Statistic> statistics)
    {
        var (found, rest) = (new List<Percentiles>(), new List<Statistic>());
        foreach (var group in statistics.GroupBy(statistic => statistic.Group))
        {
            var ofGroup = InGroup(group.Key, [.. group]).ToList();
            found.AddRange(ofGroup);
            var taken = ofGroup.SelectMany(each => each.Values.Values.Concat(each.Others)).ToHashSet(ReferenceEqualityComparer.Instance);
            rest.AddRange(group.Where(statistic => !taken.Contains(statistic)));
        }

        return (found, rest);
    }

    private static IEnumerable<Percentiles> InGroup(UntrustedText heading, List<Statistic> group)
    {
        var named = group.Select(statistic => (statistic, Name: Split($"{statistic.Name}"))).ToList();
        var quantities = named.Where(entry => entry.Name.Label is not null).GroupBy(entry => entry.Name.Quantity).ToList();
        foreach (var quantity in quantities)
        {
            var values = quantity.GroupBy(entry => entry.Name.Label!).ToDictionary(entry => entry.Key, entry => entry.First().statistic);
            if (values.Count < FewestValues || !values.Keys.Any(IsPercentile))
                continue;

            // Where the whole group measures one quantity, the rest of it belongs to that.
            var others = quantities.Count == 1 && quantity.Key.Length == 0 && heading.Raw.Length > 0;
            yield return new Percentiles(
                group[0].Component,
                string.Join(' ', new[] { $"{heading}", quantity.Key }.Where(part => part.Length > 0).DefaultIfEmpty("percentiles")),
                values,
                others ? [.. named.Where(entry => entry.Name.Label is null).Select(entry => entry.statistic)] : []
            );
        }
    }

    private static bool IsPercentile(string label) => label[0] == 'p';

    // "Latency P99" is the p99 of the latency, "p99_latency" too.
    private static (string Quantity, string? Label) Split(string name)
    {
        if (Exact().IsMatch(name))
            return ("", Samples);
        var match = Label().Match(name);
        if (!match.Success)
            return (name, null);
        var label = match.Groups["number"] is { Success: true, Value: var number }
            ? $"p{number}"
            : match.Groups["word"].Value.ToLowerInvariant() switch
            {
                "median" => "p50",
                "avg" or "average" or "mean" => "mean",
                var word => word[..3],
            };
        return ($"{match.Groups["before"].Value} {match.Groups["after"].Value}".Trim(' ', '_', '-', '.', ':'), label);
    }

    private string TextOf(string label)
    {
        var statistic = Values[label];
        return label != Samples && Units.Count > 1 ? $"{statistic.Text}" : Rounded(statistic.Value, label == Samples);
    }

    /// <summary>Three digits, more for large numbers: a row is to be read, not to be calculated with.</summary>
    private static string Rounded(double value, bool isCount)
    {
        var format = Math.Abs(value) switch
        {
            _ when isCount && value == Math.Truncate(value) => "N0",
            0 => "0",
            >= 100 => "N0",
            >= 10 => "0.0",
            >= 1 => "0.00",
            _ => "0.000",
        };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^(samples|count|n|observations)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Exact();

    [GeneratedRegex(
        @"^(?<before>|.*[ _.:-])(?:p(?<number>[0-9]{1,2}(?:\.[0-9]+)?)"
            + @"|(?<number>[0-9]{1,2}(?:\.[0-9]+)?)(?:th|st|nd|rd)?(?: ?%| percentile)"
            + @"|(?<word>median|mean|average|avg|minimum|min|maximum|max))(?<after>|[ _.:-].*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Label();
}
