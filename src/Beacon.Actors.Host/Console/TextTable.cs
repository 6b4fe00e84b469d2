namespace Beacon.Actors.Host.Console;

/// <summary>A table as lines of text, without lines around it. Empty columns are left out.</summary>
internal static class TextTable
{
    private const string Gap = "  ";

    public static void Write(TextWriter output, string[] headings, IReadOnlyList<string[]> rows, string indent)
    {
        var columns = Enumerable.Range(0, headings.Length).Where(column => rows.Any(row => row[column].Length > 0)).ToList();
        var widths = columns.Select(column => rows.Max(row => Math.Max(headings[column].Length, row[column].Length))).ToList();
        foreach (var row in rows.Prepend(headings))
            output.WriteLine((indent + string.Join(Gap, columns.Select((column, place) => row[column].PadRight(widths[place])))).TrimEnd());
    }
}
