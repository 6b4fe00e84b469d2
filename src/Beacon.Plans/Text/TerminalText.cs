using System.Text.RegularExpressions;

namespace Beacon.Plans.Text;

/// <summary>What a person at a terminal would see of a printed line.</summary>
public static partial class TerminalText
{
    /// <summary>The first character of a seven-bit escape sequence.</summary>
    public const char Escape = '\u001B';

    /// <summary>
    /// The byte order mark (U+FEFF), with which some programs begin their output. It can't be seen, and hides the beginning of a line
    /// from a pattern.
    /// </summary>
    public const char ByteOrderMark = '\uFEFF';

    /// <summary>
    /// The text without its escape sequences (ECMA-48: colours, cursor movements, titles, character sets), and without a byte order mark at
    /// its beginning.
    /// </summary>
    public static string WithoutEscapes(string text) => WithoutSequences(text.StartsWith(ByteOrderMark) ? text[1..] : text);

    private static string WithoutSequences(string text) =>
        text.AsSpan().ContainsAny(Escape, '\u0090', '\u0098') || text.AsSpan().ContainsAnyInRange('\u009B', '\u009F')
            ? EscapeSequence().Replace(text, "")
            : text;

    /// <summary>
    /// The line without escape sequences and after its last carriage return, since a progress line is overwritten from its beginning.
    /// Carriage returns at the end of the line belong to the line break.
    /// </summary>
    public static string LastShown(string line)
    {
        var text = WithoutEscapes(line).TrimEnd('\r', '\n');
        return text[(text.LastIndexOf('\r') + 1)..];
    }

    // In this order: CSI; the strings OSC, DCS, SOS, PM and APC up to BEL or ST; three-character sequences such as the choice of a
    // character set; two-character ones; an escape character without a sequence. CSI and the strings also with their one-character (C1)
    // introducers.
    [GeneratedRegex(
        @"(?:\e\[|\u009B)[0-?]*[ -/]*[@-~]|(?:\e[\]PX^_]|[\u0090\u0098\u009D-\u009F])[^\a\e\u009C]*(?:\a|\e\\|\u009C)?"
            + @"|\e(?:[ -/]+[0-~]|[0-Z\\^-~])?",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex EscapeSequence();
}
