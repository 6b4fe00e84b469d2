using Beacon.Records.Statistics;

namespace Beacon.Actors.Host.Console;

/// <summary>The values of one component: its title, then a row for each value under the heading of its group.</summary>
internal sealed class ValueBlock
{
    private const int Indent = 2;
    private const int Gap = 2;

    private readonly string _title;
    private readonly List<(int Indent, string Name, string Value)> _rows = [];

    public ValueBlock(string title, IEnumerable<Statistic> values)
    {
        _title = title;
        foreach (var group in values.GroupBy(value => value.Group))
        {
            var heading = $"{group.Key}";
            if (heading.Length > 0)
                _rows.Add((Indent, heading, ""));
            foreach (var value in group)
                _rows.Add((heading.Length > 0 ? 2 * Indent : Indent, $"{value.Name}", $"{value.Text}{(value.IsPartial ? " *" : "")}"));
        }
    }

    /// <summary>The lines of the whole block.</summary>
    public int Height => _rows.Count + 1;

    public int Width =>
        field > 0
            ? field
            : field = _rows
                .Select(row => row.Indent + StyledLine.WidthOf(row.Name) + (row.Value.Length > 0 ? Gap + StyledLine.WidthOf(row.Value) : 0))
                .Append(StyledLine.WidthOf(_title))
                .Max();

    /// <summary>The lines, no more than there is room for, the values at the right end.</summary>
    public IEnumerable<StyledLine> Lines(int width, int room)
    {
        var shown = Height <= room ? _rows.Count : Math.Max(0, room - 2);
        yield return new StyledLine().Add(StyledLine.Cut(_title, width), Tint.Bold);
        foreach (var (indent, name, value) in _rows.Take(shown))
        {
            var line = new StyledLine().PadTo(indent);
            if (value.Length == 0)
            {
                yield return line.Add(StyledLine.Cut(name, width - indent), Tint.Grey);
                continue;
            }

            var end = StyledLine.Cut(value, Math.Max(1, width - indent - 1));
            line.Add(StyledLine.Cut(name, Math.Max(1, width - indent - Gap - StyledLine.WidthOf(end))));
            yield return line.PadTo(width - StyledLine.WidthOf(end)).Add(end);
        }

        if (shown < _rows.Count && room > 1)
            yield return new StyledLine().PadTo(Indent).Add($"… {_rows.Skip(shown).Count(row => row.Value.Length > 0)} more", Tint.Grey);
    }
}
