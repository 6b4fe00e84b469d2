using System.Globalization;
using Beacon.Processes.Files;

namespace Beacon.Reports.Html;

/// <summary>Reads a CSV file of samples. Columns are found by name, because later versions may add some.</summary>
internal sealed class CsvRows
{
    private readonly Dictionary<string, int> _columns;
    private string[] _cells = [];

    public CsvRows(string heading) =>
        _columns = heading.Split(',').Index().DistinctBy(column => column.Item).ToDictionary(column => column.Item, column => column.Index);

    /// <summary>
    /// Reads the rows; each step returns the same object with the next row in it. An incomplete last row is skipped. A missing file has
    /// no rows.
    /// </summary>
    public static IEnumerable<CsvRows> Read(RecordFolder record, string name)
    {
        if (!record.Exists(name))
            yield break;
        using var lines = new StreamReader(record.OpenRead(name));
        if (lines.ReadLine() is not { } heading)
            yield break;
        var rows = new CsvRows(heading);
        while (lines.ReadLine() is { } line)
        {
            if (rows.TryTake(line))
                yield return rows;
        }
    }

    /// <summary>Takes a line as the row; false: it is none, or is incomplete.</summary>
    public bool TryTake(string line)
    {
        _cells = line.Split(',');
        return _cells.Length == _columns.Count && Number("elapsedMs") is not null;
    }

    public string Text(string column) => _columns.TryGetValue(column, out var place) ? _cells[place] : "";

    /// <summary>A number; null: the column is missing or empty, or the number is not finite.</summary>
    public double? Number(string column) =>
        double.TryParse(Text(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;
}
