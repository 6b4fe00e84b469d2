using System.Text.RegularExpressions;
using Beacon.Records.Statistics;

namespace Beacon.Records.Comparing;

/// <summary>
/// What the last digit of a printed number counts. A time that is printed as 4 µs and then as 5 µs may have risen by next to nothing: a
/// difference of one last digit is no difference.
/// </summary>
internal static partial class PrintedDigit
{
    /// <summary>What it counts, in the unit as printed; 0: the number is one of whole things, which are exact.</summary>
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
