using Beacon.Plans;
using Beacon.Plans.Units;

namespace Beacon.Records.Statistics;

/// <summary>
/// Reads a header line and rows of comma-separated values, between any other lines (<see cref="CsvColumns"/>). A row has as many fields as
/// the header.
/// </summary>
internal sealed class CsvRows(StatisticsTally tally, BlockMarker? marker, CsvColumns columns) : StatisticsReport(tally, marker)
{
    // What a quote that is never closed may take with it: lines, and characters.
    private const int MostLines = 64;
    private const int MostCharacters = 64 * 1024;
    private const int MostShown = 80;

    private static readonly char[] Separators = [',', ';', '\t'];

    private readonly string[] _named = [.. columns.Named];
    private readonly List<string> _open = [];
    private IReadOnlyList<string>? _header;
    private char _separator = columns.Separator ?? ',';
    private IReadOnlyList<string>? _nearest;
    private int _rows;

    public override string? Gap => _open.Count > 0 && _header is not null ? "its last row has a quote that is not closed" : null;

    public override string? WhyNone =>
        _header is not null ? (_rows == 0 ? "no row follows the header" : $"no field in {_rows} rows is a number")
        : _named.Length == 0 ? "no line is a header: two names or more, and none of them a number"
        : _nearest is not null ? $"no line has the columns {string.Join(", ", _named)}; {Lacking(_nearest)}"
        : $"no line has the columns {string.Join(", ", _named)}";

    protected override void Begin(string line)
    {
        base.Begin(line);
        (_header, _nearest, _rows) = (null, null, 0);
        _open.Clear();
    }

    protected override void ReadContent(string line)
    {
        _open.Add(line);
        // What has no quote can't close one.
        if ((_open.Count == 1 || line.Contains('"')) && TryRead(string.Join('\n', _open)))
            _open.Clear();
        else if (_open.Count > MostLines || _open.Sum(part => part.Length) > MostCharacters)
        {
            // The quote was a stray one: each line stands for itself.
            foreach (var part in _open.Skip(1))
                TryRead(part);
            _open.Clear();
        }
    }

    /// <summary>Reads a record; false: it goes on in the next line.</summary>
    private bool TryRead(string text)
    {
        foreach (var separator in _header is null && columns.Separator is null ? Separators : [_separator])
            if (CsvRecord.Split(text, separator) is { } names && IsHeader(names))
            {
                (_header, _separator) = ([.. names.Select(Bare)], separator);
                return true;
            }

        if (CsvRecord.Split(text, _separator) is not { } fields)
            return _header is null && columns.Columns.IsEmpty;
        if (_header is null && !columns.Columns.IsEmpty && fields.Count == columns.Columns.Length)
            _header = columns.Columns;
        if (_header?.Count == fields.Count)
            ReadRow(fields);
        else if (_header is null && fields.Count > 1 && (_nearest is null || Shared(fields) > Shared(_nearest)))
            _nearest = fields;
        return true;
    }

    private bool IsHeader(IReadOnlyList<string> fields) =>
        _named.Length > 0
            ? fields.Count > 1 && Array.TrueForAll(_named, fields.Select(Bare).Contains)
            : _header is null && fields.Count > 1 && !fields.Any(field => field.Length == 0 || StatisticValue.TryParse(field, out _));

    private void ReadRow(IReadOnlyList<string> fields)
    {
        _rows++;
        var group = Of(columns.Group, fields) ?? "";
        if (columns.Name is not null)
        {
            if (Of(columns.Name, fields) is { Length: > 0 } name && TryParse(Of(columns.Value, fields)!, out var value))
                Add(group, name, value.Unit.Length > 0 ? value : value with { Unit = Of(columns.Unit, fields) ?? "" });
            return;
        }

        foreach (var (place, field) in fields.Index())
            if (_header![place] is { Length: > 0 } name && name != columns.Group && TryParse(field, out var value))
                Add(group, name, value);
    }

    private void Add(string group, string name, StatisticValue value) =>
        Tally.Add(group, name, UnitOfName.Given(value with { Unit = StatisticValue.InOneSpelling(value.Unit) }, name));

    private string? Of(string? column, IReadOnlyList<string> fields) =>
        column is not null && _header!.ToList().IndexOf(column) is >= 0 and var place ? fields[place] : null;

    private static bool TryParse(string text, out StatisticValue value) =>
        PrintedDuration.TryParse(text, out value) || StatisticValue.TryParseNotFinite(text, out value);

    private int Shared(IReadOnlyList<string> fields) => fields.Select(Bare).Intersect(_named).Count();

    private string Lacking(IReadOnlyList<string> fields)
    {
        var names = fields.Select(Bare).ToList();
        var missing = _named.Except(names).First();
        var line = string.Join(_separator, names);
        return $"the line \"{(line.Length > MostShown ? $"{line[..MostShown]}…" : line)}\" lacks \"{missing}\""
            + Nearest.Suggestion(missing, names);
    }

    // "# test,rps", and the byte order mark of a file.
    private static string Bare(string name) => name.Trim().TrimStart('\uFEFF', '#').Trim();
}
