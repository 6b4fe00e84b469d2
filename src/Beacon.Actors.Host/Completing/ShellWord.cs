using System.Text;

namespace Beacon.Actors.Host.Completing;

/// <summary>
/// The words of a line in a shell, up to the cursor, without their quotes (POSIX shell, 2.2 Quoting). Nothing is expanded.
/// </summary>
/// <param name="Words">The words; the last one is being completed, and may be empty.</param>
/// <param name="Quote">The quote that is open in the last one; null: none.</param>
/// <param name="Plain">The last word if it has neither quotes nor escapes, else empty.</param>
internal sealed record ShellWord(IReadOnlyList<string> Words, char? Quote, string Plain)
{
    /// <summary>Reads a line that ends at the cursor.</summary>
    public static ShellWord Read(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        char? quote = null;
        var (isWord, isPlain) = (false, true);
        for (var at = 0; at < line.Length; at++)
        {
            var character = line[at];
            if (quote is null && char.IsWhiteSpace(character))
            {
                if (isWord)
                    words.Add(word.ToString());
                word.Clear();
                (isWord, isPlain) = (false, true);
                continue;
            }

            isWord = true;
            if (character == quote)
                quote = null;
            else if (quote is null && character is '\'' or '"' && quote is null)
                (quote, isPlain) = (character, false);
            else if (character == '\\' && quote != '\'' && at + 1 < line.Length)
            {
                isPlain = false;
                word.Append(line[++at]);
            }
            else
                word.Append(character);
        }

        words.Add(word.ToString());
        return new ShellWord(words, quote, isPlain ? words[^1] : "");
    }

    /// <summary>
    /// What bash is to insert for a word, so that it reads the word again and expands nothing of it; null: it can't be written within the
    /// quotes that are open.
    /// </summary>
    /// <param name="candidate">A word that begins with the one that is being completed.</param>
    /// <param name="breaks">The characters at which readline takes words apart (COMP_WORDBREAKS).</param>
    public string? Insertion(string candidate, string breaks)
    {
        // Readline replaces only what is behind the last of these.
        var kept = Plain.Length == 0 ? 0 : Plain.LastIndexOfAny([.. breaks.Where(character => character is ':' or '=')]) + 1;
        var text = candidate[kept..];
        return Quote switch
        {
            '\'' => text.Contains('\'') ? null : text,
            // Between double quotes the shell of a terminal replaces ! by earlier commands, and a backslash before it stays.
            '"' => text.Contains('!') ? null : Escaped(text, "\\\"$`"),
            _ => Escaped(text, "|&;<>()$`\\\"' \t*?[]#~!{}^,", isAtStart: kept == 0),
        };
    }

    private static string Escaped(string text, string special, bool isAtStart = true)
    {
        var escaped = new StringBuilder();
        foreach (var character in text)
        {
            // A tilde and a number sign mean something at the beginning of a word only.
            var isSpecial = special.Contains(character) && (character is not ('~' or '#' or ',') || (isAtStart && escaped.Length == 0));
            if (isSpecial)
                escaped.Append('\\');
            escaped.Append(character);
        }

        return escaped.ToString();
    }
}
