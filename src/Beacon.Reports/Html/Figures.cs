using System.Globalization;

namespace Beacon.Reports.Html;

/// <summary>Formats numbers for display.</summary>
internal static class Figures
{
    private static readonly string[] BinaryPrefixes = ["", "Ki", "Mi", "Gi", "Ti"];
    private static readonly string[] DecimalPrefixes = ["", "k", "M", "G", "T"];

    public static string Clock(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";

    /// <summary>Two times in minutes, UTC. The second has a date only if it is another day, and is empty in the same minute.</summary>
    public static (string First, string Last) Minutes(DateTimeOffset first, DateTimeOffset last)
    {
        var (from, to) = (Clock(first)[..16], Clock(last)[..16]);
        return (
            from,
            from == to ? ""
            : from[..10] == to[..10] ? to[11..]
            : to
        );
    }

    public static string Count(double count) => Format($"{count:N0}");

    public static string Bytes(double bytes)
    {
        var power = PowerOf(bytes, 1024);
        var scaled = bytes / Math.Pow(1024, power);
        return Format(
            $"{scaled.ToString(power == 0 || scaled >= 100 ? "0" : "0.#", CultureInfo.InvariantCulture)} {BinaryPrefixes[power]}B"
        );
    }

    /// <summary>A short number: 1.5M.</summary>
    public static string Short(double number)
    {
        if (Math.Abs(number) < 10_000)
            return number.ToString("0.###", CultureInfo.InvariantCulture);
        var power = PowerOf(Math.Abs(number), 1000);
        return (number / Math.Pow(1000, power)).ToString("0.##", CultureInfo.InvariantCulture) + DecimalPrefixes[power];
    }

    public static string Percent(double share) => Format($"{share * 100:0.#} %");

    /// <summary>A coordinate or another number in markup.</summary>
    public static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>Seconds in an address or an attribute, to the millisecond, rounded down.</summary>
    public static string Seconds(double seconds) => (Math.Floor(seconds * 1000) / 1000).ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>A share, 0 to 1, as a length of CSS or SVG.</summary>
    public static string Length(double share) => Format($"{share * 100:0.###}%");

    public static string Plural(int count, string word) => Format($"{count:N0} {word}{(count == 1 ? "" : "s")}");

    private static int PowerOf(double number, double step)
    {
        var power = 0;
        for (; number >= step && power < BinaryPrefixes.Length - 1; number /= step)
            power++;
        return power;
    }

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
