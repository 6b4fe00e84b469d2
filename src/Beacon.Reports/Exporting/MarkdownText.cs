using System.Text;

namespace Beacon.Reports.Exporting;

/// <summary>Escapes text in GitHub Markdown: markup, HTML, links, mentions and references in it are shown as text.</summary>
internal static class MarkdownText
{
    private const string Special = "\\`*_{}[]#|~>&$";

    /// <summary>Escapes text within one line or table cell.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        text = CleanText.Line(text);
        for (var index = 0; index < text.Length; index++)
            Append(escaped, text, index);
        return escaped.ToString();
    }

    private static void Append(StringBuilder escaped, string text, int index)
    {
        var character = text[index];
        if (character == '<')
            escaped.Append("&lt;");
        else if (Special.Contains(character) || IsInLink(text, index))
            escaped.Append('\\').Append(character);
        else
            escaped.Append(character);

        // GitHub searches @name and #123 in the rendered text, where a backslash has no effect. A comment separates the characters.
        if (character is '@' or '#')
            escaped.Append("<!-- -->");
    }

    // GitHub turns "http://…" and "www.…" into links (GitHub Flavored Markdown, 6.9).
    private static bool IsInLink(string text, int index) =>
        text[index] switch
        {
            ':' => string.CompareOrdinal(text, index, "://", 0, 3) == 0,
            '.' => index >= 3 && string.Compare(text, index - 3, "www", 0, 3, StringComparison.OrdinalIgnoreCase) == 0,
            _ => false,
        };
}
