using System.Globalization;
using System.Text;

namespace Beacon.Exchange.SoupBinTcp;

/// <summary>The fields of login packets: ASCII, padded with spaces to their width.</summary>
internal static class PaddedText
{
    private const byte Space = (byte)' ';

    /// <summary>Reads a text; false: it has other than printable characters, which would write to logs what they like.</summary>
    public static bool TryRead(ReadOnlySpan<byte> field, out string text)
    {
        var isPrintable = PrintableText.IsPrintable(field);
        text = isPrintable ? Encoding.ASCII.GetString(field.Trim(Space)) : "";
        return isPrintable;
    }

    /// <summary>Reads digits; blank is 0.</summary>
    public static bool TryReadNumber(ReadOnlySpan<byte> field, out ulong number)
    {
        number = 0;
        var digits = field.Trim(Space);
        return digits.IsEmpty || ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    public static void WriteLeft(Span<byte> field, string text) => Encoding.ASCII.GetBytes(text, Blank(field));

    public static void WriteRight(Span<byte> field, string text) =>
        Encoding.ASCII.GetBytes(text, Blank(field)[Math.Max(0, field.Length - text.Length)..]);

    public static void WriteNumber(Span<byte> field, ulong number) => WriteRight(field, number.ToString(CultureInfo.InvariantCulture));

    private static Span<byte> Blank(Span<byte> field)
    {
        field.Fill(Space);
        return field;
    }
}
