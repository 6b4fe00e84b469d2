using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Beacon.Plans;

/// <summary>Sizes as people write them: <c>64KiB</c>, <c>256MiB</c>, <c>1.5GB</c>. A unit is required.</summary>
public static class Sizes
{
    /// <summary>The largest size that is believed to be meant, in bytes: 1 PiB.</summary>
    public const long Largest = 1L << 50;

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

    /// <summary>Reads a size with its unit, from zero to <see cref="Largest"/>.</summary>
    /// <param name="text">Such as <c>256MiB</c> or <c>1.5 GB</c>. KiB, MiB, GiB count in 1024; kB, MB, GB in 1000.</param>
    /// <param name="bytes">The size in bytes.</param>
    /// <param name="error">What is wrong with the text, beginning with the text itself; null: nothing.</param>
    public static bool TryParse(string text, out long bytes, [NotNullWhen(false)] out string? error)
    {
        bytes = default;
        error = null;
        var trimmed = text.Trim();
        var digits = trimmed.Length - trimmed.TrimStart("+-.0123456789").Length;
        var name = trimmed[digits..].Trim();
        var unit = Array.Find(Units, unit => unit.Name == name).Bytes;
        if (
            !decimal.TryParse(
                trimmed.AsSpan(0, digits),
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var number
            )
        )
            error = $"\"{text}\" is not a size; write a number with a unit: 256MiB, 64KiB, 1GB";
        else if (name.Length == 0)
            error = $"\"{text}\" has no unit; a size needs a unit: {trimmed}MiB, 64KiB, 1GB";
        else if (unit == 0)
            error = $"\"{text}\" has no unit that is known; write one number with B, kB, KiB, MB, MiB, GB or GiB: 256MiB, 64KiB, 1GB";
        else if (number < 0)
            error = $"\"{text}\" is negative; a size is zero or more";
        else if (number > (decimal)Largest / unit)
            error = $"\"{text}\" is larger than {Format(Largest)}";
        else
            bytes = (long)Math.Round(number * unit);

        return error is null;
    }

    /// <summary>The exact spelling in the largest unit that fits: <c>256MiB</c>, <c>1500B</c>.</summary>
    /// <param name="bytes">Zero or more.</param>
    public static string Format(long bytes)
    {
        var (unit, name) = Array.Find(Units, unit => bytes >= unit.Bytes && bytes % unit.Bytes == 0);
        return unit == 0 ? $"{bytes}B" : string.Create(CultureInfo.InvariantCulture, $"{bytes / unit}{name}");
    }
}
