using System.Buffers;
using System.Globalization;
using System.Text;

namespace Beacon.Actors.Host.Console;

/// <summary>
/// The one way of text to a terminal: writes each character that can't be seen as <c>\u001b</c>, so that no text, wherever it comes from,
/// can move the cursor, set a title, or show something else than it holds. Line feeds, tabs and CRLF pass.
/// </summary>
/// <remarks>
/// The spelling is that of JSON, whose documents therefore pass through and hold the same values. Control sequences that the program itself
/// writes, such as colours, go to <see cref="Trusted"/>.
/// </remarks>
/// <param name="inner">Where the text goes.</param>
/// <param name="isStandardOutput">Whether that is the standard output of this process.</param>
internal sealed class CleanWriter(TextWriter inner, bool isStandardOutput = false) : TextWriter
{
    private static readonly SearchValues<char> Suspects = SearchValues.Create([
        .. Enumerable.Range(0, char.MaxValue + 1).Select(value => (char)value).Where(IsSuspect),
    ]);

    private readonly Lock _lock = new();
    private char? _held;

    /// <summary>Where text goes that this program has made itself, with its control sequences.</summary>
    public TextWriter Trusted => inner;

    public bool IsStandardOutput => isStandardOutput;

    public override Encoding Encoding => inner.Encoding;

    /// <summary>The text with each character that can't be seen spelled out; line feeds, tabs and CRLF pass.</summary>
    public static string Cleaned(string text)
    {
        if (!text.AsSpan().ContainsAny(Suspects))
            return text;
        var cleaned = new StringBuilder(text.Length + 16);
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (char.IsHighSurrogate(character) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            {
                var rune = new Rune(character, text[++index]);
                if (IsUnseen(Rune.GetUnicodeCategory(rune)))
                    Spell(cleaned, character).Append(CultureInfo.InvariantCulture, $"\\u{(int)text[index]:x4}");
                else
                    cleaned.Append(character).Append(text[index]);
            }
            else if (IsSuspect(character) && !(character == '\r' && index + 1 < text.Length && text[index + 1] == '\n'))
                Spell(cleaned, character);
            else
                cleaned.Append(character);
        }

        return cleaned.ToString();
    }

    public override void Write(char value) => Write([value], 0, 1);

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(new string(buffer));

    public override void Write(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;
        lock (_lock)
        {
            // What the next character decides waits for it: a carriage return, and the first half of a pair.
            var text = _held is { } held ? held + value : value;
            _held = text[^1] == '\r' || char.IsHighSurrogate(text[^1]) ? text[^1] : null;
            inner.Write(Cleaned(_held is null ? text : text[..^1]));
        }
    }

    public override void WriteLine() => Write("\n");

    public override void WriteLine(string? value) => Write($"{value}\n");

    public override void Flush()
    {
        lock (_lock)
        {
            if (_held is { } held)
                inner.Write(Cleaned($"{held}"));
            _held = null;
            inner.Flush();
        }
    }

    // A surrogate is one until its pair is seen.
    private static bool IsSuspect(char character) =>
        character is not ('\n' or '\t') && (char.IsSurrogate(character) || IsUnseen(char.GetUnicodeCategory(character)));

    private static bool IsUnseen(UnicodeCategory category) =>
        category
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;

    private static StringBuilder Spell(StringBuilder cleaned, char character) =>
        cleaned.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
}
