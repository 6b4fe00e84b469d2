using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Beacon.Plans.Text;

namespace Beacon.Reports.Pages;

/// <summary>
/// A printed line as runs of equally styled text. Only its colours and attributes are kept (ECMA-48, SGR): all other escape sequences and
/// control characters are left out, so that the text can only be read.
/// </summary>
public static partial class StyledText
{
    /// <summary>
    /// Reads a line: without control characters but tabs, and with U+FFFD for each character that can't be seen (format characters, among
    /// them those that change the writing direction) and for each surrogate without its pair. Carriage returns within it are spaces.
    /// </summary>
    /// <param name="line">The line, without its line ending. It begins in the default style.</param>
    /// <returns>The runs, none of them empty.</returns>
    public static ImmutableArray<StyledRun> Of(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var runs = ImmutableArray.CreateBuilder<StyledRun>();
        var (style, at) = (default(TextStyle), 0);
        foreach (var sequence in GraphicRendition().EnumerateMatches(line))
        {
            Add(line[at..sequence.Index]);
            style = style.After(line.AsSpan(sequence.Index, sequence.Length).TrimStart("\e[\u009B").TrimEnd('m'));
            at = sequence.Index + sequence.Length;
        }

        Add(line[at..]);
        return runs.DrainToImmutable();

        void Add(string piece)
        {
            var text = Shown(TerminalText.WithoutEscapes(piece));
            if (text.Length == 0)
                return;
            if (runs.Count > 0 && runs[^1].Style == style)
                runs[^1] = runs[^1] with { Text = runs[^1].Text + text };
            else
                runs.Add(new StyledRun(text, style));
        }
    }

    private static string Shown(string text)
    {
        if (text.All(character => character is >= ' ' and <= '~' or '\t'))
            return text;
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value is '\t')
                shown.Append('\t');
            else if (rune.Value is '\r' or '\n' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029')
                shown.Append(' ');
            else if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format)
                shown.Append(Rune.ReplacementChar);
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Control)
                shown.Append(rune);
        return shown.ToString();
    }

    [GeneratedRegex(@"(?:\e\[|\u009B)[0-9;:]*m", RegexOptions.CultureInvariant)]
    private static partial Regex GraphicRendition();
}

/// <summary>Text of one style.</summary>
/// <param name="Text">The text, safe to be shown as text.</param>
/// <param name="Style">Its style.</param>
public readonly record struct StyledRun(string Text, TextStyle Style);
