using System.Globalization;
using System.Numerics;
using System.Text;

namespace Beacon.TestProgram;

/// <summary>
/// A line whose completeness and position can be checked: <c>000000001 text 1A2B3C4D</c>, with its number from 1 and the CRC-32C, in
/// hexadecimal, of everything before the last space.
/// </summary>
internal static class NumberedLine
{
    private const int NumberDigits = 9;
    private const int ChecksumDigits = 8;

    /// <summary>The length of a line with this text in bytes, including the line feed.</summary>
    public static int LengthOf(string text) => NumberDigits + 1 + Encoding.UTF8.GetByteCount(text) + 1 + ChecksumDigits + 1;

    /// <summary>Writes a line with its line feed; returns the number of bytes.</summary>
    public static int Write(Span<byte> destination, long number, string text)
    {
        number.TryFormat(destination, out var length, "D9", CultureInfo.InvariantCulture);
        destination[length++] = (byte)' ';
        length += Encoding.UTF8.GetBytes(text, destination[length..]);
        var checksum = ChecksumOf(destination[..length]);
        destination[length++] = (byte)' ';
        checksum.TryFormat(destination[length..], out var written, "X8", CultureInfo.InvariantCulture);
        length += written;
        destination[length++] = (byte)'\n';
        return length;
    }

    /// <summary>The number of a line, given without its line feed; null: the line is damaged.</summary>
    public static long? Read(ReadOnlySpan<byte> line)
    {
        if (line.Length < NumberDigits + 1 + 1 + ChecksumDigits)
            return null;

        var content = line[..^(ChecksumDigits + 1)];
        var isWhole =
            uint.TryParse(line[^ChecksumDigits..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var checksum)
            && checksum == ChecksumOf(content);
        return isWhole && long.TryParse(content[..NumberDigits], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }

    private static uint ChecksumOf(ReadOnlySpan<byte> bytes)
    {
        var checksum = uint.MaxValue;
        foreach (var value in bytes)
            checksum = BitOperations.Crc32C(checksum, value);
        return ~checksum;
    }
}
