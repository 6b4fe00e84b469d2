namespace Beacon.Exchange.Ouch;

/// <summary>Which options each message may have (OUCH 5.0 rev 1.04, Optional Appendage of each message), a bit for each tag.</summary>
internal static class OptionSet
{
    public const ulong All = ulong.MaxValue;
    public static readonly ulong Enter = Of(2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 24, 25, 26, 28);
    public static readonly ulong Replace = Of(3, 5, 6, 7, 9, 10, 11, 12, 13, 15, 16, 17, 25, 26, 27, 28);
    public static readonly ulong Cancel = Of(28);
    public static readonly ulong Modify = Of(25, 26, 28);
    public static readonly ulong MassCancel = Of(24, 27, 28);
    public static readonly ulong OrderEntry = Of(28);
    public static readonly ulong Query = Of(28);

    /// <summary>Those of an order that Order Accepted and Order Replaced repeat.</summary>
    public static readonly ulong Accepted = Of(2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 24, 25, 28);
    public static readonly ulong Replaced = Of(2, 3, 5, 6, 12, 15, 16, 17, 28);

    public static bool Has(ulong set, byte tag) => tag < 64 && (set & (1ul << tag)) != 0;

    private static ulong Of(params ReadOnlySpan<int> tags)
    {
        var set = 0ul;
        foreach (var tag in tags)
            set |= 1ul << tag;
        return set;
    }
}
