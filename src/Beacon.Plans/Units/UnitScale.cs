using System.Text.RegularExpressions;

namespace Beacon.Plans.Units;

/// <summary>How a unit relates to the one unit of its dimension: a number times numerator over denominator.</summary>
/// <param name="Unit">The one unit.</param>
/// <param name="Dimension">What it measures.</param>
/// <param name="Numerator">Above zero.</param>
/// <param name="Denominator">Above zero; apart from the numerator, so that powers of ten stay exact.</param>
public readonly partial record struct UnitScale(string Unit, Dimension Dimension, double Numerator, double Denominator)
{
    private const double Second = 1e9;
    private const double BitsPerByte = 8;

    // Symbols are read as they are written, words in the singular and in lower case.
    private static readonly (double Nanoseconds, string[] Symbols, string[] Words)[] Times =
    [
        (1, ["ns"], ["nsec", "nanosecond"]),
        (1e3, ["µs", "us"], ["µsec", "usec", "microsecond"]),
        (1e6, ["ms"], ["msec", "milli", "millisecond"]),
        (Second, ["s"], ["sec", "second"]),
        (60 * Second, [], ["min", "minute"]),
        (3600 * Second, ["h"], ["hr", "hour"]),
        (86_400 * Second, ["d"], ["day"]),
    ];

    /// <summary>Reads a unit; one that is not known counts things.</summary>
    public static UnitScale Of(string unit)
    {
        var parts = Per().Replace(unit.Trim().Replace('\u03BC', '\u00B5'), "/").Split('/', StringSplitOptions.TrimEntries);
        if (parts.Length == 1 && PerSecond().Match(parts[0]) is { Success: true } match)
            parts = [match.Groups[1].Value, "s"];
        var scale = OfPart(parts[0]);
        foreach (var part in parts.Skip(1))
            scale = scale.Over(OfPart(part));
        return scale;
    }

    /// <summary>What a number has to be multiplied by to be one of another scale of the same unit.</summary>
    public double FactorTo(UnitScale other) => Numerator * other.Denominator / (Denominator * other.Numerator);

    private UnitScale Over(UnitScale part) =>
        part.Dimension == Dimension.Time
            ? new UnitScale(
                $"{Unit}/s",
                Dimension.Rate,
                Numerator * part.Denominator * Math.Max(1, Second / part.Numerator),
                Denominator * Math.Max(1, part.Numerator / Second)
            )
            : new UnitScale($"{Unit}/{part.Unit}", Dimension.Ratio, Numerator * part.Denominator, Denominator * part.Numerator);

    private static UnitScale OfPart(string unit)
    {
        var word = Singular(unit.ToLowerInvariant());
        foreach (var (nanoseconds, symbols, words) in Times)
            if (symbols.Contains(unit) || words.Contains(word))
                return new UnitScale("ns", Dimension.Time, nanoseconds, 1);
        if (unit == "ps")
            return new UnitScale("ns", Dimension.Time, 1, 1e3);
        if (unit is "%" or "‰" or "ppm" || word is "percent" or "pct")
            return new UnitScale(
                "%",
                Dimension.Share,
                1,
                unit switch
                {
                    "‰" => 10,
                    "ppm" => 1e4,
                    _ => 1,
                }
            );
        if (Data().Match(unit) is { Success: true } data)
        {
            var isBits = data.Groups["bits"].Success;
            return new UnitScale("B", Dimension.Size, PowerOf(data.Groups["prefix"].Value), isBits ? BitsPerByte : 1);
        }

        if (Counted().Match(unit) is { Success: true } counted)
            return new UnitScale(Singular(counted.Groups["things"].Value), Dimension.Count, PowerOf(counted.Groups["prefix"].Value), 1);
        return new UnitScale(Singular(unit), Dimension.Count, 1, 1);
    }

    private static double PowerOf(string prefix) =>
        prefix.Length == 0
            ? 1
            : Math.Pow(
                prefix.EndsWith('i') ? 1024 : 1000,
                1 + "KMGTPE".IndexOf(char.ToUpperInvariant(prefix[0]), StringComparison.Ordinal)
            );

    // One order, two orders: the unit is the same.
    private static string Singular(string unit) => Plural().Replace(unit, "");

    [GeneratedRegex(@"\s+per\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Per();

    // What ends in "per second" without a stroke: Mbps, MBps, Mpps are rates; rps, qps, ops are words and stay what they are.
    [GeneratedRegex(@"^((?:[kKMGT]i?)?(?:b|B|bit))ps$", RegexOptions.CultureInvariant)]
    private static partial Regex PerSecond();

    [GeneratedRegex(
        @"^(?:(?<prefix>(?:[kKMGTPE]i?)?)(?:B|[bB]ytes?|(?<bits>[bB]its?))"
            + @"|(?<prefix>[kKMGTPE]i?)(?<bits>b)|(?<bits>b)|(?:BYTES?|(?<bits>BITS?)))$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Data();

    [GeneratedRegex(
        @"^(?:(?<prefix>[kKMGT])(?<things>)"
            + @"|(?<prefix>[kKMG])(?<things>(?:fl|i)?ops?|reqs?|requests?|msgs?|messages?|pkts?|packets?|[pqrt]ps))$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Counted();

    [GeneratedRegex(@"(?<=[\p{L}]{2}[^\W_su])s$|(?<=^op)s$", RegexOptions.CultureInvariant)]
    private static partial Regex Plural();
}
