using System.Globalization;

namespace Beacon.Reports.Pages;

/// <summary>How text looks in a terminal.</summary>
public readonly record struct TextStyle
{
    /// <summary>The colour of the text; null: the default one.</summary>
    public TextColor? Foreground { get; init; }

    /// <summary>The colour behind the text; null: none.</summary>
    public TextColor? Background { get; init; }

    /// <summary>Its attributes.</summary>
    public TextAttributes Attributes { get; init; }

    /// <summary>
    /// The style after a sequence of SGR (ECMA-48, 8.3.117; colours as of ISO 8613-6). Parameters that are unknown change nothing.
    /// </summary>
    /// <param name="parameters">The parameters: <c>1;38;5;208</c>. Those of one colour may be joined by colons.</param>
    internal TextStyle After(ReadOnlySpan<char> parameters)
    {
        // 38:2::R:G:B has a colour space, which 38;2;R;G;B has not.
        var style = this;
        var numbers = new List<int>();
        foreach (var group in parameters.Split(';'))
        {
            var parts = parameters[group].ToString().Split(':');
            if (parts is ["38" or "48", "2", _, _, _, _, ..])
                parts = [parts[0], parts[1], .. parts[3..6]];
            if (parts is ["4", "0"])
                parts = ["24"];
            if (parts.Length > 1 && parts[0] is not ("38" or "48"))
                parts = parts[..1];
            numbers.AddRange(
                parts.Select(part =>
                    part.Length == 0 ? 0
                    : int.TryParse(part, NumberStyles.None, null, out var number) ? number
                    : -1
                )
            );
        }

        for (var at = 0; at < numbers.Count; at++)
            style = numbers[at] is 38 or 48 ? style.WithColor(numbers, ref at) : style.With(numbers[at]);
        return style;
    }

    private TextStyle With(int parameter) =>
        parameter switch
        {
            0 => default,
            1 => Adding(TextAttributes.Bold),
            2 => Adding(TextAttributes.Faint),
            3 => Adding(TextAttributes.Italic),
            4 or 21 => Adding(TextAttributes.Underlined),
            7 => Adding(TextAttributes.Inverse),
            9 => Adding(TextAttributes.Struck),
            22 => Removing(TextAttributes.Bold | TextAttributes.Faint),
            23 => Removing(TextAttributes.Italic),
            24 => Removing(TextAttributes.Underlined),
            27 => Removing(TextAttributes.Inverse),
            29 => Removing(TextAttributes.Struck),
            >= 30 and <= 37 => this with { Foreground = TextColor.OfPalette(parameter - 30) },
            39 => this with { Foreground = null },
            >= 40 and <= 47 => this with { Background = TextColor.OfPalette(parameter - 40) },
            49 => this with { Background = null },
            >= 90 and <= 97 => this with { Foreground = TextColor.OfPalette(parameter - 90 + 8) },
            >= 100 and <= 107 => this with { Background = TextColor.OfPalette(parameter - 100 + 8) },
            _ => this,
        };

    private TextStyle Adding(TextAttributes attribute) => this with { Attributes = Attributes | attribute };

    private TextStyle Removing(TextAttributes attribute) => this with { Attributes = Attributes & ~attribute };

    // 38;5;N and 38;2;R;G;B, 48 likewise; a colour that is not complete or out of range changes nothing.
    private TextStyle WithColor(List<int> numbers, ref int at)
    {
        var isForeground = numbers[at] == 38;
        TextColor? color = null;
        if (at + 2 < numbers.Count && numbers[at + 1] == 5)
        {
            color = numbers[at + 2] is >= 0 and <= 255 and var number ? TextColor.OfPalette(number) : null;
            at += 2;
        }
        else if (at + 4 < numbers.Count && numbers[at + 1] == 2)
        {
            var parts = numbers.GetRange(at + 2, 3);
            color = parts.TrueForAll(part => part is >= 0 and <= 255) ? TextColor.OfRgb(parts[0], parts[1], parts[2]) : null;
            at += 4;
        }
        else
            at = numbers.Count;

        return color is null ? this
            : isForeground ? this with { Foreground = color }
            : this with { Background = color };
    }
}

/// <summary>What text is besides its colours.</summary>
[Flags]
public enum TextAttributes
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Bold.</summary>
    Bold = 1,

    /// <summary>Faint.</summary>
    Faint = 2,

    /// <summary>Italic.</summary>
    Italic = 4,

    /// <summary>Underlined.</summary>
    Underlined = 8,

    /// <summary>The colours of text and background are exchanged.</summary>
    Inverse = 16,

    /// <summary>Struck through.</summary>
    Struck = 32,
}

/// <summary>A colour: one of the sixteen that each terminal defines for itself, or a fixed one.</summary>
/// <param name="Palette">0 to 15: one of the sixteen; null: a fixed colour.</param>
/// <param name="Rgb">The fixed colour: 0xRRGGBB.</param>
public readonly record struct TextColor(int? Palette, int Rgb)
{
    private const int CubeStart = 16;
    private const int GreysStart = 232;

    /// <summary>One of 256 colours: sixteen of the terminal, a cube of 6 × 6 × 6, and 24 greys (as of xterm).</summary>
    /// <param name="number">0 to 255.</param>
    public static TextColor OfPalette(int number)
    {
        if (number < CubeStart)
            return new TextColor(number, 0);
        if (number >= GreysStart)
            return OfRgb(Grey(number), Grey(number), Grey(number));
        var place = number - CubeStart;
        return OfRgb(Level(place / 36), Level(place / 6 % 6), Level(place % 6));

        static int Grey(int number) => 8 + 10 * (number - GreysStart);
        static int Level(int step) => step == 0 ? 0 : 55 + 40 * step;
    }

    /// <summary>A fixed colour.</summary>
    /// <param name="red">0 to 255.</param>
    /// <param name="green">0 to 255.</param>
    /// <param name="blue">0 to 255.</param>
    public static TextColor OfRgb(int red, int green, int blue) => new(null, (red << 16) | (green << 8) | blue);
}
