using System.Text.RegularExpressions;
using Beacon.Records.Statistics;

namespace Beacon.Records.Comparing;

/// <summary>
/// The value of one in the last digit of a printed number. Times that are printed as 4 µs and 5 µs may be almost equal, so a difference of
/// one in the last digit does not count.
/// </summary>
internal static partial class PrintedDigit
{
    /// <summary>The value, in the printed unit; 0: the number is an exact count.</summary>
    public static double Of(Statistic statistic)
    {
        var match = Number().Match(statistic.Text.Raw);
        if (!match.Success || match.Groups["exponent"].Success)
            return 0;

        var decimals = match.Groups["decimals"].Length;
        return decimals == 0 && Direction.Of(statistic.Unit) is null ? 0 : Math.Pow(10, -decimals);
    }

    [GeneratedRegex(@"[0-9,]*(?:\.(?<decimals>[0-9]+))?(?<exponent>[eE][+\-]?[0-9])?", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
