using Beacon.Plans.Text;

namespace Beacon.Reports.Exporting;

/// <summary>
/// Cleans texts where they are printed: any of them may come from a program, a plan or a record of another machine. Cleaning a text twice
/// changes nothing.
/// </summary>
internal static class CleanText
{
    public static string Line(string text) => new UntrustedText(text).ToString();

    /// <summary>A text that keeps its line breaks and tabs.</summary>
    public static string Lines(string text) =>
        text.AsSpan().ContainsAny('\n', '\t')
            ? string.Join('\n', text.Split(["\r\n", "\n"], default).Select(line => string.Join('\t', line.Split('\t').Select(Line))))
            : Line(text);
}
