using System.Text.RegularExpressions;

namespace Beacon.Plans.Text;

/// <summary>What a person at a terminal would see of a printed line.</summary>
internal static partial class TerminalText
{
    /// <summary>What every escape sequence begins with.</summary>
    public const char Escape = '\u001B';

    /// <summary>The text without its escape sequences (ECMA-48: colours, cursor movements, titles, character sets).</summary>
    public static string WithoutEscapes(string text) => text.Contains(Escape) ? EscapeSequence().Replace(text, "") : text;

    /// <summary>
    /// The line without escape sequences and after its last carriage return: a progress line is written over from its beginning. The
    /// carriage returns at the line's end belong to the line's end.
    /// </summary>
    public static string LastShown(string line)
    {
        var text = WithoutEscapes(line).TrimEnd('\r', '\n');
        return text[(text.LastIndexOf('\r') + 1)..];
    }

    // CSI …, OSC … up to BEL or ST, three-character sequences such as the choice of a character set, two-character ones, and an escape
    // character without a sequence.
    [GeneratedRegex(@"\e(?:\[[0-?]*[ -/]*[@-~]|\][^\a\e]*(?:\a|\e\\)?|[ -/]+[0-~]|[0-Z\\^-~])?", RegexOptions.CultureInvariant)]
    private static partial Regex EscapeSequence();
}
