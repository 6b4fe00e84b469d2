using Beacon.Exchange.Ouch;

namespace Beacon.Exchange.Matching;

/// <summary>
/// Which options the answers to an order repeat (OUCH 5.0 rev 1.04, Order Accepted and Order Replaced, Optional Appendage).
/// </summary>
internal static class OuchEchoes
{
    public static readonly ulong Accepted = SetOf(2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 24, 25, 28);
    public static readonly ulong Replaced = SetOf(2, 3, 5, 6, 12, 15, 16, 17, 28);

    private const byte FirmSize = 2 + Mpid.Size;

    /// <summary>Copies the elements whose tags are in the set; returns how many bytes these are.</summary>
    public static int Copy(ReadOnlySpan<byte> elements, ulong tags, Span<byte> target)
    {
        var length = 0;
        for (; !elements.IsEmpty; elements = elements[(1 + elements[0])..])
        {
            var element = elements[..(1 + elements[0])];
            if (element.Length < 2 || element[1] >= 64 || (tags & (1ul << element[1])) == 0)
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

    private static ulong SetOf(params ReadOnlySpan<int> tags)
    {
        var set = 0ul;
        foreach (var tag in tags)
            set |= 1ul << tag;
        return set;
    }
}
