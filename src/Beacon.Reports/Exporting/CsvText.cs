using System.Globalization;

namespace Beacon.Reports.Exporting;

/// <summary>A cell of a CSV file (RFC 4180) that a spreadsheet shows and does not calculate.</summary>
internal static class CsvText
{
    /// <summary>Quotes a cell where that is needed.</summary>
    /// <remarks>
    /// A text that begins as a formula does gets an apostrophe in front (OWASP, "CSV Injection"), which spreadsheets take for "this is
    /// text". A number such as <c>-4.2</c> stays what it is.
    /// </remarks>
    public static string Cell(string text)
    {
        if (IsFormula(text))
            text = $"'{text}";
        return text.AsSpan().IndexOfAny(",\"\r\n\t") < 0 && text.Trim() == text ? text : $"\"{text.Replace("\"", "\"\"")}\"";
    }

    private static bool IsFormula(string text) =>
        text.AsSpan().TrimStart(' ') is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..]
        && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
