using System.Text;

namespace Beacon.Exchange;

/// <summary>
/// Bytes from the wire or from a file as text for a person, which can't write anything but characters to a terminal or a log.
/// </summary>
public static class PrintableText
{
    private const byte First = (byte)' ';
    private const byte Last = (byte)'~';

    /// <summary>Whether all bytes are printable characters of ASCII, spaces included.</summary>
    public static bool IsPrintable(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExceptInRange(First, Last);

    /// <summary>Whether all characters are printable ones of ASCII, spaces included.</summary>
    public static bool IsPrintable(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange((char)First, (char)Last);

    /// <summary>The text; a byte that is no printable character of ASCII is shown as <c>\x1B</c>.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        if (IsPrintable(bytes))
            return Encoding.ASCII.GetString(bytes);
        var text = new StringBuilder();
        foreach (var value in bytes)
            if (value is >= First and <= Last)
                text.Append((char)value);
            else
                text.Append("\\x").Append(value.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        return text.ToString();
    }
}
