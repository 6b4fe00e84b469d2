using System.Text;

namespace Beacon.Reports.Exporting;

/// <summary>Text within Markdown (GitHub's): markup, HTML, links, mentions and references in it are shown and have no effect.</summary>
internal static class MarkdownText
{
    private const string Special = "\\`*_{}[]#|~>&$";

    /// <summary>Escapes a text that stays within one line or table cell.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
            Append(escaped, text, index);
        return escaped.ToString();
    }

    private static void Append(StringBuilder escaped, string text, int index)
    {
        var character = text[index];
        if (character == '<')
            escaped.Append("&lt;");
        else if (char.IsControl(character) || character is '\u2028' or '\u2029')
            escaped.Append(' ');
        else if (Special.Contains(character) || IsInLink(text, index))
            escaped.Append('\\').Append(character);
        else
            escaped.Append(character);

        // GitHub looks for @name and #123 in what was rendered, where a backslash is gone. A comment parts the two.
        if (character is '@' or '#')
            escaped.Append("<!-- -->");
    }

    // GitHub makes links of "http://…" and of "www.…" by themselves (GitHub Flavored Markdown, 6.9).
    private static bool IsInLink(string text, int index) =>
        text[index] switch
        {
            ':' => string.CompareOrdinal(text, index, "://", 0, 3) == 0,
            '.' => index >= 3 && string.Compare(text, index - 3, "www", 0, 3, StringComparison.OrdinalIgnoreCase) == 0,
            _ => false,
        };
}
