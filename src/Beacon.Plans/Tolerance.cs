using System.Globalization;
using System.Text.RegularExpressions;
using Beacon.Plans.Units;

namespace Beacon.Plans;

/// <summary>How much worse a statistic may become before that is a regression.</summary>
/// <remarks>As text: <c>+5%</c>, <c>-3%</c>, <c>±2%</c>, <c>5%</c>, <c>+2us</c>, <c>+5%,2us</c>. See <see cref="TryParse"/>.</remarks>
public sealed partial record Tolerance
{
    private const string Examples = "expected a tolerance such as +5% (a rise is worse), -3% (a fall is worse), ±2%, +2us or +5%,2us";

    /// <summary>The default: 0.5 %.</summary>
    public static readonly Tolerance Default = new() { Share = 0.005 };

    /// <summary>
    /// Which way is better; null: what the unit suggests (lower for times, higher for rates), and where it suggests nothing, neither.
    /// </summary>
    public Better? Better { get; init; }

    /// <summary>The tolerated difference as a share of the baseline's median, 0 or more.</summary>
    public double Share { get; init; }

    /// <summary>A difference that is always tolerated, in <see cref="FloorUnit"/>, 0 or more. The larger of both holds.</summary>
    public double Floor { get; init; }

    /// <summary>The unit of <see cref="Floor"/>, in the spelling that statistics have; empty: that of the statistic as printed.</summary>
    public string FloorUnit { get; init; } = "";

    /// <summary>Reads a tolerance.</summary>
    /// <param name="text">
    /// A share, an amount, or both with a comma: <c>+5%</c>, <c>+5%,2us</c>. The sign gives the direction that is tolerated, and with it
    /// what is better: <c>+</c> a rise, so that lower is better; <c>-</c> a fall; <c>±</c> both; none: the unit decides.
    /// </param>
    /// <param name="tolerance">The tolerance.</param>
    /// <param name="error">What is wrong with the text.</param>
    public static bool TryParse(string text, out Tolerance tolerance, out string error)
    {
        tolerance = new Tolerance();
        error = "";
        double? share = null;
        double? floor = null;
        foreach (var part in text.Split(','))
        {
            var match = Term().Match(part.Trim());
            if (
                !match.Success
                || !StatisticValue.TryParse(match.Groups["amount"].Value, out var amount)
                || amount.Value < 0
                || (amount.Unit.Contains('%') && amount.Unit != "%")
            )
                return Wrong(text, "", out error);

            if (DirectionOf(match.Groups["sign"].Value) is { } better)
            {
                if (tolerance.Better is { } other && other != better)
                    return Wrong(text, "its signs contradict each other; ", out error);
                tolerance = tolerance with { Better = better };
            }

            var isShare = amount.Unit == "%";
            if ((isShare ? share : floor) is not null)
                return Wrong(text, isShare ? "it has two shares; " : "it has two amounts; ", out error);
            if (isShare)
                share = amount.Value / 100;
            else
                (floor, tolerance) = (amount.Value, tolerance with { FloorUnit = amount.Unit });
        }

        tolerance = tolerance with { Share = share ?? 0, Floor = floor ?? 0 };
        return true;
    }

    /// <inheritdoc />
    public override string ToString()
    {
        var sign = Better switch
        {
            Plans.Better.Lower => "+",
            Plans.Better.Higher => "-",
            Plans.Better.Same => "±",
            _ => "",
        };
        var floor = string.Create(CultureInfo.InvariantCulture, $"{Floor}{FloorUnit}");
        if (Share == 0 && Floor > 0)
            return sign + floor;

        // A share was a percentage once: what the division by a hundred cost it is rounded away.
        var share = string.Create(CultureInfo.InvariantCulture, $"{Math.Round(Share * 100, 10)}%");
        return Floor > 0 ? $"{sign}{share},{floor}" : sign + share;
    }

    private static bool Wrong(string text, string reason, out string error)
    {
        error = $"\"{text}\": {reason}{Examples}";
        return false;
    }

    private static Better? DirectionOf(string sign) =>
        sign switch
        {
            "+" => Plans.Better.Lower,
            "-" or "\u2212" => Plans.Better.Higher,
            "" => null,
            _ => Plans.Better.Same,
        };

    [GeneratedRegex(@"^(?<sign>\+/-|\+-|[+\-\u2212±]?)\s*(?<amount>[0-9.].*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Term();
}
