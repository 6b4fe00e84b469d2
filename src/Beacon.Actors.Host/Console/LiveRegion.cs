using System.Globalization;
using System.Text;

namespace Beacon.Actors.Host.Console;

/// <summary>
/// The lowest lines of a terminal, redrawn in place, and the text that scrolls away above them. Each drawing is one write, and takes only
/// what has changed. The cursor rests below the region, at the beginning of a line, where an echoed ^C does no harm.
/// </summary>
/// <remarks>Control sequences of ECMA-48 (CUU, CUD, EL, ED); terminals that do not know synchronized updates ignore them.</remarks>
internal sealed class LiveRegion(TextWriter terminal, Func<(int Width, int Height)> sizeOf, bool isColoured)
{
    private const string EraseLine = "\r\u001b[2K";
    private const string EraseBelow = "\u001b[J";
    private const string BeginUpdate = "\u001b[?2026h";
    private const string EndUpdate = "\u001b[?2026l";

    private List<(string Text, int Width)> _shown = [];
    private int _width;

    /// <summary>What scrolls away above the region, with the next drawing.</summary>
    public StringWriter Above { get; } = new(CultureInfo.InvariantCulture);

    public (int Width, int Height) Size => sizeOf();

    /// <summary>Shows these lines, none of which is wider than the terminal, and what was written above them.</summary>
    public void Draw(IReadOnlyList<StyledLine> lines)
    {
        var width = Size.Width;
        var next = lines.Select(line => (Text: line.Render(isColoured), line.Width)).ToList();
        var above = Above.GetStringBuilder();
        var isInPlace = above.Length == 0 && next.Count == _shown.Count && width == _width;
        var drawing = isInPlace ? Changed(next) : Whole(next, above, width);
        (_shown, _width) = (next, width);
        above.Clear();
        if (drawing.Length == 0)
            return;
        terminal.Write($"{BeginUpdate}{drawing}{EndUpdate}");
        terminal.Flush();
    }

    private string Changed(List<(string Text, int Width)> next)
    {
        var drawing = new StringBuilder();
        foreach (var (index, line) in next.Index())
        {
            if (line.Text == _shown[index].Text)
                continue;
            var below = next.Count - index;
            drawing.Append(CultureInfo.InvariantCulture, $"\u001b[{below}A{EraseLine}{line.Text}\r\u001b[{below}B");
        }

        // What the terminal has echoed meanwhile.
        return drawing.Length == 0 ? "" : $"{EraseLine}{drawing}";
    }

    // A terminal that has become narrower has wrapped the lines that were shown.
    private string Whole(List<(string Text, int Width)> next, StringBuilder above, int width)
    {
        var rows = _shown.Sum(line => Math.Max(1, (line.Width + width - 1) / width));
        var drawing = new StringBuilder("\r");
        if (rows > 0)
            drawing.Append(CultureInfo.InvariantCulture, $"\u001b[{rows}A");
        drawing.Append(EraseBelow).Append(above);
        foreach (var (text, _) in next)
            drawing.Append(text).Append('\n');
        return drawing.ToString();
    }
}
