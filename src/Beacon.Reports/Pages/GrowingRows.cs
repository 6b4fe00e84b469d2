using Beacon.Processes.Files;
using Beacon.Records.Reading;
using Beacon.Reports.Html;

namespace Beacon.Reports.Pages;

/// <summary>Reads the rows that are appended to a CSV file of samples.</summary>
internal sealed class GrowingRows(RecordFolder record, string name) : IDisposable
{
    private readonly GrowingLines _lines = new(record, name);
    private CsvRows? _rows;

    /// <summary>The rows since the last call; each step returns the same object with the next row in it.</summary>
    public IEnumerable<CsvRows> Next()
    {
        foreach (var line in _lines.Next())
            if (_rows is null)
                _rows = new CsvRows(line);
            else if (_rows.TryTake(line))
                yield return _rows;
    }

    public void Dispose() => _lines.Dispose();
}
