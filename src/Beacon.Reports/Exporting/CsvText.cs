using System.Globalization;

namespace Beacon.Reports.Exporting;

/// <summary>Formats a cell of a CSV file (RFC 4180) so that a spreadsheet does not evaluate it as a formula.</summary>
internal static class CsvText
{
    /// <summary>Quotes a cell if necessary.</summary>
    /// <remarks>
    /// Text that begins like a formula, also in the full width of Japanese spreadsheets, gets a leading apostrophe (OWASP, "CSV
    /// Injection"), which marks it as text in spreadsheets. Numbers such as <c>-4.2</c> are unchanged.
    /// </remarks>
    public static string Cell(string text)
    {
        var isIndented = text is ['\t' or '\r' or '\n', ..];
        text = CleanText.Line(text);
        if (isIndented || IsFormula(text))
            text = $"'{text}";
        return text.AsSpan().IndexOfAny(",\"") < 0 && text.Trim() == text ? text : $"\"{text.Replace("\"", "\"\"")}\"";
    }

    private static bool IsFormula(string text) =>
        text.AsSpan().TrimStart(' ') is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠', ..]
        && !(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number));
}
