namespace Beacon.Actors.Host.Console;

/// <summary>Blocks side by side in as many columns as there is room for, each block in the column that is shortest.</summary>
internal sealed class ValueColumns(IReadOnlyList<ValueBlock> blocks)
{
    private const int Gap = 4;
    private const int MostColumns = 6;
    private const int FewestRows = 2;

    /// <summary>The lines, no wider than the screen and no more than there is room for.</summary>
    public IReadOnlyList<StyledLine> Lines(int width, int room)
    {
        if (blocks.Count == 0 || room < 1)
            return [];

        // Of very many only so many are looked at as could fit with their title and one value.
        var perColumn = Math.Max(1, room / FewestRows);
        int MostIn(int columns) => perColumn >= blocks.Count ? blocks.Count : Math.Min(blocks.Count, perColumn * columns);
        var columns = Columns(MostIn(MostColumns), width);
        var shown = MostIn(columns);

        // Blocks are shortened, the longest first, before some are left out.
        var perBlock = blocks.Take(shown).Max(block => block.Height);
        while (perBlock > FewestRows && !Fits())
            perBlock--;
        while (shown > 1 && !Fits())
            shown--;
        var lines = SideBySide(Distribute(shown, columns, perBlock), width, perBlock);
        if (shown < blocks.Count)
            lines.Add(new StyledLine().Add($"… {blocks.Count - shown} more components", Tint.Grey));
        return lines;

        bool Fits() => Distribute(shown, columns, perBlock).Max(column => column.Height) <= room - (shown < blocks.Count ? 1 : 0);
    }

    private int Columns(int shown, int width)
    {
        var count = Math.Min(MostColumns, shown);
        while (count > 1 && WidthOf(Distribute(shown, count, int.MaxValue)) > width)
            count--;
        return count;
    }

    private List<Column> Distribute(int shown, int count, int perBlock)
    {
        var columns = Enumerable.Range(0, count).Select(_ => new Column()).ToList();
        foreach (var block in blocks.Take(shown))
            columns.MinBy(column => column.Height)!.Add(block, perBlock);
        return [.. columns.Where(column => column.Height > 0)];
    }

    private static int WidthOf(List<Column> columns) => columns.Sum(column => column.Width + Gap) - Gap;

    private static List<StyledLine> SideBySide(List<Column> columns, int width, int perBlock)
    {
        var lines = new List<StyledLine>();
        var left = 0;
        foreach (var column in columns)
        {
            var wide = Math.Min(column.Width, width - left);
            foreach (var (row, line) in column.Blocks.SelectMany(block => block.Lines(wide, perBlock)).Index())
            {
                if (row == lines.Count)
                    lines.Add(new StyledLine());
                lines[row].PadTo(left).Add(line);
            }

            left += wide + Gap;
        }

        return lines;
    }

    private sealed class Column
    {
        public List<ValueBlock> Blocks { get; } = [];

        public int Height { get; private set; }

        public int Width { get; private set; }

        public void Add(ValueBlock block, int perBlock)
        {
            Blocks.Add(block);
            Height += Math.Min(block.Height, perBlock);
            Width = Math.Max(Width, block.Width);
        }
    }
}
