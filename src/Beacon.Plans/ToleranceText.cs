using System.Globalization;
using System.Text.RegularExpressions;
using Beacon.Plans.Units;

namespace Beacon.Plans;

/// <summary>Tolerances as people write them: <c>+5%,2us</c>.</summary>
internal static partial class ToleranceText
{
    private const string Examples = "expected a tolerance such as +5% (a rise is worse), -3% (a fall is worse), ±2%, +2us or +5%,2us";

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

            if (amount.Unit == "%")
            {
                if (share is not null)
                    return Wrong(text, "it has two shares; ", out error);
                share = amount.Value / 100;
            }
            else
            {
                if (floor is not null)
                    return Wrong(text, "it has two amounts; ", out error);
                floor = amount.Value;
                tolerance = tolerance with { FloorUnit = amount.Unit };
            }
        }

        tolerance = tolerance with { Share = share ?? 0, Floor = floor ?? 0 };
        return true;
    }

    public static string Format(Tolerance tolerance)
    {
        var sign = tolerance.Better switch
        {
            Better.Lower => "+",
            Better.Higher => "-",
            Better.Same => "±",
            _ => "",
        };
        var floor = string.Create(CultureInfo.InvariantCulture, $"{tolerance.Floor}{tolerance.FloorUnit}");
        if (tolerance.Share == 0 && tolerance.Floor > 0)
            return sign + floor;

        // A share was a percentage once: what the division by a hundred cost it is rounded away.
        var share = string.Create(CultureInfo.InvariantCulture, $"{Math.Round(tolerance.Share * 100, 10)}%");
        return tolerance.Floor > 0 ? $"{sign}{share},{floor}" : sign + share;
    }

    private static bool Wrong(string text, string reason, out string error)
    {
        error = $"\"{text}\": {reason}{Examples}";
        return false;
    }

    private static Better? DirectionOf(string sign) =>
        sign switch
        {
            "+" => Better.Lower,
            "-" or "\u2212" => Better.Higher,
            "" => null,
            _ => Better.Same,
        };

    [GeneratedRegex(@"^(?<sign>\+/-|\+-|[+\-\u2212±]?)\s*(?<amount>[0-9.].*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Term();
}
