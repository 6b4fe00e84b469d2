using Beacon.Exchange.Ouch;

namespace Beacon.Exchange.Matching;

/// <summary>The options of an order that the answers repeat.</summary>
internal static class OuchEchoes
{
    private const byte FirmSize = 2 + Mpid.Size;

    /// <summary>Copies the elements whose tags are in the set; returns how many bytes these are.</summary>
    public static int Copy(ReadOnlySpan<byte> elements, ulong tags, Span<byte> target)
    {
        var length = 0;
        for (; !elements.IsEmpty; elements = elements[(1 + elements[0])..])
        {
            var element = elements[..(1 + elements[0])];
            if (element.Length < 2 || !OptionSet.Has(tags, element[1]))
                continue;
            element.CopyTo(target[length..]);
            length += element.Length;
        }

        return length;
    }

    /// <summary>The options of a replacement: those that came with it, and the firm, which stays that of the order.</summary>
    public static byte[] OfReplacement(ReadOnlySpan<byte> elements, Mpid? firm)
    {
        if (firm is not { } named)
            return elements.ToArray();
        var echo = new byte[FirmSize + elements.Length];
        (echo[0], echo[1]) = (FirmSize - 1, (byte)OptionTag.Firm);
        named.Write(echo.AsSpan(2));
        elements.CopyTo(echo.AsSpan(FirmSize));
        return echo;
    }
}
