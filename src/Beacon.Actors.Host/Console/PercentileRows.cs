namespace Beacon.Actors.Host.Console;

/// <summary>
/// A row for each measured quantity, its values under those of the row above. Where it is too narrow, what is least useful is left out:
/// other statistics of the group, the number of samples, p99.9.
/// </summary>
internal sealed class PercentileRows(IReadOnlyList<Percentiles> quantities, Func<string, string> titleOf)
{
    private const string Between = " · ";
    private const int LongestName = 40;
    private static readonly int[][] Shown =
    [
        [0, 1, 2, 3, 4],
        [1, 2, 3, 4],
        [1, 2, 4],
        [2],
    ];

    /// <summary>The rows, with the title of each component above its own if there are several.</summary>
    public IEnumerable<StyledLine> Lines(int width)
    {
        var fields = quantities.Select(quantity => quantity.Fields).ToList();
        var names = Math.Min(LongestName, quantities.Max(quantity => StyledLine.WidthOf(quantity.Name)));
        var labels = Places(row => row.Label.Length);
        var values = Places(row => row.Text.Length);
        var places = Array.Find(Shown, shown => WidthOf(shown) <= width) ?? Shown[^1];
        var component = "";
        foreach (var (quantity, texts) in quantities.Zip(fields))
        {
            if (quantity.Component != component)
                yield return new StyledLine().Add(titleOf(component = quantity.Component), Tint.Bold);
            yield return LineOf(quantity, texts);
        }

        int[] Places(Func<(string Label, string Text), int> lengthOf) =>
            [.. Enumerable.Range(0, Shown[0].Length).Select(place => fields.Max(row => lengthOf(row[place])))];

        int WidthOf(int[] shown) =>
            4
            + names
            + quantities.Max(quantity => quantity.Unit.Length)
            + shown.Where(place => labels[place] > 0).Sum(place => Between.Length + labels[place] + 1 + values[place]);

        StyledLine LineOf(Percentiles quantity, IReadOnlyList<(string Label, string Text)> texts)
        {
            var line = new StyledLine().Add("  ").Add(StyledLine.Cut(quantity.Name, names)).PadTo(names + 2);
            var isFirst = true;
            foreach (var place in places)
            {
                if (labels[place] == 0)
                    continue;
                var (label, text) = texts[place];
                line.Add(
                    isFirst ? "  "
                        : label.Length == 0 ? "   "
                        : Between,
                    Tint.Grey
                );
                line.Add(label.PadRight(labels[place]), Tint.Grey).Add($" {text.PadLeft(values[place])}");
                isFirst = false;
            }

            if (quantity.Unit.Length > 0)
                line.Add($" {quantity.Unit}");
            foreach (var other in quantity.Others.Where(other => other.Value != 0))
                if ($"{Between}{other.Name} {other.Text}" is var more && line.Width + StyledLine.WidthOf(more) <= width)
                    line.Add(more, Tint.Grey);
            return line;
        }
    }
}
