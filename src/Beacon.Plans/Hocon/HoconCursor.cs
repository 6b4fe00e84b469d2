using System.Globalization;
using System.Text;

namespace Beacon.Plans.Hocon;

/// <summary>What is wrong with a line of a file, counted from 1, and the way out.</summary>
internal sealed record ScanProblem(int Line, string Message);

/// <summary>A place in a HOCON text that can't be read.</summary>
internal sealed class HoconSyntaxException(int line, string message) : Exception(message)
{
    public ScanProblem Problem => new(line, Message);
}

/// <summary>A place in a HOCON text and the smallest steps over it: blanks, comments, words, quoted texts.</summary>
internal sealed class HoconCursor(string text)
{
    // What HOCON keeps for itself; a text that holds one of these has to be quoted.
    private const string Reserved = "$\"{}[]:=,+#`^?!@*&\\";
    private readonly string _text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
    private int _at;
    private int _line = 1;

    public char Current => Peek(0);

    public bool AtEnd => _at >= _text.Length;

    public bool AtReference => Current == '$' && Peek(1) == '{';

    /// <summary>From 1.</summary>
    public int Line => _line;

    private bool AtComment => Current == '#' || (Current == '/' && Peek(1) == '/');

    /// <summary>Whether nothing more can belong to a value that began before.</summary>
    public bool AtEndOfValue => AtEnd || Current is '\n' or ',' or '}' or ']' || AtComment;

    public void Take()
    {
        if (Peek(0) == '\n')
            _line++;
        _at++;
    }

    /// <summary>Skips spaces and tabs, and returns them.</summary>
    public string TakeBlanks()
    {
        var start = _at;
        while (Current is ' ' or '\t' or '\uFEFF')
            Take();
        return _text[start.._at];
    }

    /// <summary>Skips blanks, line ends and comments; true: there was a line end.</summary>
    public bool TakeLines()
    {
        var line = _line;
        while (!AtEnd)
        {
            TakeBlanks();
            if (AtComment)
                while (!AtEnd && Current != '\n')
                    Take();
            else if (Current == '\n')
                Take();
            else
                break;
        }

        return _line > line;
    }

    /// <summary>A word without quotes; empty: there is none here.</summary>
    /// <param name="isKey">A key ends at a dot.</param>
    public string TakeWord(bool isKey)
    {
        var start = _at;
        while (
            !AtEnd && !char.IsWhiteSpace(Current) && !char.IsControl(Current) && !Reserved.Contains(Current) && !(isKey && Current == '.')
        )
        {
            if (AtComment)
            {
                if (_at == start)
                    break;
                throw Wrong($"an unquoted // begins a comment in the middle of {Show(_text[start.._at])}; put the text in quotes");
            }

            Take();
        }

        return _text[start.._at];
    }

    /// <summary>A text in quotes or in triple quotes; the cursor is on the first.</summary>
    public string TakeQuoted() => Peek(1) == '"' && Peek(2) == '"' ? TakeTripleQuoted() : TakeSingleQuoted();

    /// <summary>The inside of <c>${…}</c>; the cursor is on the dollar sign.</summary>
    public string TakeReference()
    {
        var line = _line;
        var close = _text.AsSpan(_at).IndexOfAny('}', '\n');
        if (close < 0 || _text[_at + close] != '}')
            throw new HoconSyntaxException(line, "a ${ is not closed in its line; write ${NAME}");

        var inside = _text[(_at + 2)..(_at + close)].Trim();
        _at += close + 1;
        return inside;
    }

    /// <summary>
    /// Goes on after a place that can't be read: to the end of its line, past all that is opened in it, but not out of the object around
    /// it.
    /// </summary>
    /// <param name="depth">How many braces and brackets are open within that object.</param>
    public void Recover(int depth)
    {
        for (; !AtEnd; Take())
        {
            if (Current == '\n' && depth == 0)
                return;
            if (Current is '{' or '[')
                depth++;
            if (Current is '}' or ']' && --depth < 0)
                return;
        }
    }

    /// <summary>What stands here, for a message.</summary>
    public string Found =>
        AtEnd ? "the end of the file"
        : Current == '\n' ? "the end of the line"
        : Show(RestOfLine());

    /// <summary>A syntax problem at this place.</summary>
    public HoconSyntaxException Wrong(string message) => new(_line, message);

    /// <summary>What is wrong with a character that can't stand here.</summary>
    public string WhyNot() =>
        char.IsWhiteSpace(Current) || char.IsControl(Current) || char.GetUnicodeCategory(Current) == UnicodeCategory.Format
            ? $"an invisible character U+{(int)Current:X4} stands here; replace it by a space, or put the text in quotes"
            : $"{Found} can't stand without quotes: HOCON keeps {Current} for itself; put the whole text in quotes";

    private char Peek(int ahead) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private string TakeTripleQuoted()
    {
        var line = _line;
        var start = _at + 3;
        var close = _text.IndexOf("\"\"\"", start, StringComparison.Ordinal);
        if (close < 0)
            throw new HoconSyntaxException(line, "a text opened with \"\"\" is never closed; add \"\"\" at its end");

        // Quotes right before the closing three belong to the text.
        while (close + 3 < _text.Length && _text[close + 3] == '"')
            close++;
        while (_at < close + 3)
            Take();
        return _text[start..close];
    }

    private string TakeSingleQuoted()
    {
        var text = new StringBuilder();
        for (Take(); Current != '"' || AtEnd; Take())
        {
            if (AtEnd || Current == '\n')
                throw Wrong("a text in quotes is not closed in its line; add a \" at its end");
            text.Append(Current == '\\' ? TakeEscape() : Current);
        }

        if (HoconText.HalfCharacter($"{text}") is { } half)
            throw Wrong(
                $"\\u{(int)half:x4} is half of a character: no program or file can be given it; write the whole pair, or leave it out"
            );
        Take();
        return text.ToString();
    }

    // Leaves the cursor on the escape's last character.
    private char TakeEscape()
    {
        const string Letters = "\"\\/nrtbf";
        const string Meanings = "\"\\/\n\r\t\b\f";
        Take();
        if (Letters.IndexOf(Current) is >= 0 and var index)
            return Meanings[index];
        if (
            Current != 'u'
            || _at + 4 >= _text.Length
            || !ushort.TryParse(_text.AsSpan(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
        )
            throw Wrong(
                $"\\{Current} is no escape in a quoted text; write \\\\{Current} for a backslash, "
                    + "or put the text in triple quotes \"\"\"…\"\"\""
            );
        _at += 4;
        return (char)code;
    }

    private string RestOfLine()
    {
        var end = _text.IndexOf('\n', _at);
        return _text[_at..(end < 0 ? _text.Length : end)].TrimEnd();
    }

    // Long enough to find the place, short enough to read.
    private static string Show(string text) => text.Length <= 40 ? $"\"{text}\"" : $"\"{text[..39]}…\"";
}
