using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Beacon.Plans;

/// <summary>Sizes as people write them: <c>64KiB</c>, <c>256MiB</c>, <c>1.5GB</c>. A unit is required.</summary>
public static class Sizes
{
    /// <summary>The largest size that is believed to be meant.</summary>
    internal const long Largest = 1L << 50;

    // The largest first: a size is written in the largest unit that it is a multiple of.
    private static readonly (long Bytes, string Name)[] Units =
    [
        (1L << 30, "GiB"),
        (1_000_000_000, "GB"),
        (1L << 20, "MiB"),
        (1_000_000, "MB"),
        (1L << 10, "KiB"),
        (1_000, "kB"),
        (1, "B"),
    ];

    private static readonly Quantity Quantity = new("size", "MiB", ("256MiB", "64KiB, 1GB"), "B, kB, KiB, MB, MiB, GB or GiB");

    /// <summary>Reads <c>256MiB</c> or <c>1.5 GB</c>. KiB, MiB, GiB count in 1024; kB, MB, GB in 1000.</summary>
    internal static bool TryParse(string text, out long bytes, [NotNullWhen(false)] out string? error) =>
        Quantity.TryParse(text, BytesOf, Largest, $"larger than {Format(Largest)}", out bytes, out error);

    /// <summary>The exact spelling in the largest unit that fits: <c>256MiB</c>, <c>1500B</c>.</summary>
    /// <param name="bytes">Zero or more.</param>
    public static string Format(long bytes)
    {
        var (unit, name) = Array.Find(Units, unit => bytes >= unit.Bytes && bytes % unit.Bytes == 0);
        return unit == 0 ? $"{bytes}B" : string.Create(CultureInfo.InvariantCulture, $"{bytes / unit}{name}");
    }

    private static double BytesOf(string unit) => Array.Find(Units, known => known.Name == unit).Bytes;
}
