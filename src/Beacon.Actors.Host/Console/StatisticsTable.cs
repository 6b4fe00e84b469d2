using System.Collections.Immutable;
using System.Globalization;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Records.Statistics;

namespace Beacon.Actors.Host.Console;

/// <summary>
/// The final statistics: the percentiles of each quantity in one row; the other values of the components side by side; what is zero by
/// name only.
/// </summary>
internal sealed class StatisticsTable(
    IReadOnlyList<(string Name, string Title)> components,
    ImmutableArray<Statistic> statistics,
    StatisticsDetail detail
)
{
    private const int MostZeroLines = 6;
    private const int FewestRows = 8;

    public StatisticsTable(RunPlan plan, ImmutableArray<Statistic> statistics, StatisticsDetail detail)
        : this([.. plan.Components.Select(component => (component.Name, component.Title))], statistics, detail) { }

    private Dictionary<string, string> Titles =>
        field ??= components.ToDictionary(component => component.Name, component => component.Title);

    /// <summary>The lines, no wider than the screen; short ones are also no more than there are rows.</summary>
    public IReadOnlyList<StyledLine> Lines(int width, int rows)
    {
        if (detail == StatisticsDetail.None || statistics.IsEmpty)
            return [];
        var ofComponents = components
            .GroupJoin(statistics, component => component.Name, statistic => statistic.Component, (component, own) => (component, own))
            .Where(entry => entry.own.Any())
            .Select(entry => (entry.component.Title, Own: entry.own.ToList()))
            .ToList();
        IReadOnlyList<StyledLine> lines =
            detail == StatisticsDetail.Full
                ? new ValueColumns([.. ofComponents.Select(entry => new ValueBlock(entry.Title, entry.Own))]).Lines(width, int.MaxValue)
                : Short(ofComponents, width, Math.Max(FewestRows, rows));
        return [.. lines.Select(line => line.CutTo(width))];
    }

    private List<StyledLine> Short(List<(string Title, List<Statistic> Own)> ofComponents, int width, int rows)
    {
        var split = ofComponents.Select(entry => (entry.Title, Split: Percentiles.In(entry.Own))).ToList();
        var quantities = split.SelectMany(entry => entry.Split.Found).ToList();
        var percentiles = PercentileLines(quantities, width, rows / 2);
        var zeros = Zeros([.. split.Select(entry => (entry.Title, entry.Split.Others.Where(IsZero).ToList()))], width).ToList();
        var blocks = split
            .Select(entry => (entry.Title, Values: entry.Split.Others.Where(value => !IsZero(value)).ToList()))
            .Where(entry => entry.Values.Count > 0)
            .Select(entry => new ValueBlock(entry.Title, entry.Values))
            .ToList();
        return [.. new ValueColumns(blocks).Lines(width, rows - percentiles.Count - zeros.Count), .. percentiles, .. zeros];
    }

    private List<StyledLine> PercentileLines(List<Percentiles> quantities, int width, int room)
    {
        if (quantities.Count == 0)
            return [];
        var lines = new PercentileRows([.. quantities.Take(room)], name => Titles[name]).Lines(width).ToList();
        if (lines.Count <= room && quantities.Count <= room)
            return lines;
        var shown = lines.Take(room - 1).Count(line => line.Parts[0].Tint != Tint.Bold);
        return [.. lines.Take(room - 1), new StyledLine().Add($"… {quantities.Count - shown} more with percentiles", Tint.Grey)];
    }

    private static IEnumerable<StyledLine> Zeros(List<(string Title, List<Statistic> Values)> ofComponents, int width)
    {
        var some = ofComponents.Where(entry => entry.Values.Count > 0).ToList();
        if (some.Count is > MostZeroLines and var many)
        {
            var count = some.Sum(entry => entry.Values.Count).ToString("N0", CultureInfo.InvariantCulture);
            yield return new StyledLine().Add($"zero: {count} values of {many} components", Tint.Grey);
            yield break;
        }

        foreach (var (title, values) in some)
        {
            var text = $"zero{(ofComponents.Count > 1 ? $" in {title}" : "")}: ";
            yield return new StyledLine().Add(Fitting(text, [.. values.Select(value => $"{value.Name}").Distinct()], width), Tint.Grey);
        }
    }

    // As many names as fit on the line, and the number of the others.
    private static string Fitting(string text, List<string> names, int width)
    {
        for (var count = names.Count; count > 0; count--)
        {
            var more = count < names.Count ? $" and {names.Count - count} more" : "";
            if ($"{text}{string.Join(", ", names.Take(count))}{more}" is var line && (count == 1 || StyledLine.WidthOf(line) <= width))
                return line;
        }

        return text;
    }

    private static bool IsZero(Statistic statistic) => statistic.Value == 0 && !$"{statistic.Text}".Contains('/');
}
