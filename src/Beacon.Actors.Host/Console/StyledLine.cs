using System.Globalization;
using System.Text;
using Spectre.Console.Rendering;

namespace Beacon.Actors.Host.Console;

/// <summary>One line of the live view: cleaned texts with their colours, measured in columns of the terminal.</summary>
internal sealed class StyledLine
{
    private const string Mark = "…";

    private readonly List<(string Text, Tint Tint)> _parts = [];

    public IReadOnlyList<(string Text, Tint Tint)> Parts => _parts;

    /// <summary>Its width in columns; a wide character takes two.</summary>
    public int Width { get; private set; }

    public static int WidthOf(string text) => new Segment(text).CellCount();

    /// <summary>The beginning of a text that fits; where something is cut off, it ends with a mark.</summary>
    public static string Cut(string text, int width)
    {
        if (WidthOf(text) <= width)
            return text;
        var cut = new StringBuilder();
        var room = width - WidthOf(Mark);
        foreach (var rune in text.EnumerateRunes())
        {
            room -= WidthOf(rune.ToString());
            if (room < 0)
                break;
            cut.Append(rune);
        }

        return width < WidthOf(Mark) ? "" : cut.Append(Mark).ToString();
    }

    public StyledLine Add(string text, Tint tint = Tint.None)
    {
        if (text.Length == 0)
            return this;
        text = CleanWriter.Cleaned(text);
        _parts.Add((text, tint));
        Width += WidthOf(text);
        return this;
    }

    /// <summary>Adds another line at its end.</summary>
    public StyledLine Add(StyledLine other)
    {
        _parts.AddRange(other._parts);
        Width += other.Width;
        return this;
    }

    /// <summary>Adds blanks up to a column.</summary>
    public StyledLine PadTo(int column) => Add(new string(' ', Math.Max(0, column - Width)));

    /// <summary>The line as far as it fits.</summary>
    public StyledLine CutTo(int width)
    {
        if (Width <= width)
            return this;
        var line = new StyledLine();
        foreach (var (text, tint) in _parts)
        {
            var fits = line.Width + WidthOf(text) <= width;
            line.Add(fits ? text : Cut(text, width - line.Width), tint);
            if (!fits)
                break;
        }

        return line;
    }

    /// <summary>The line for a terminal.</summary>
    /// <param name="isColoured">Whether colours are wanted.</param>
    public string Render(bool isColoured)
    {
        var text = new StringBuilder();
        foreach (var (part, tint) in _parts)
        {
            if (!isColoured || tint == Tint.None)
                text.Append(part);
            else
                text.Append(CultureInfo.InvariantCulture, $"\u001b[{(int)tint}m{part}\u001b[0m");
        }

        return text.ToString();
    }
}
