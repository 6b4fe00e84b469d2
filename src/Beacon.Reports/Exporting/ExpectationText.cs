using System.Globalization;
using Beacon.Records.Events;

namespace Beacon.Reports.Exporting;

/// <summary>What came of an expectation, in words.</summary>
public static class ExpectationText
{
    /// <summary>What is expected: <c>algorithm.tick-to-trade.p99 &lt; 50 µs</c>.</summary>
    public static string Expected(ExpectationResult result) => $"{result.Name} {result.Is}";

    /// <summary>What was found: the value and its distance to the limit, or why there is none.</summary>
    public static string Found(ExpectationResult result) =>
        (result.Because ?? $"{result.Text}{DistanceOf(result)}") + (result.HasAborted ? "; it has ended the run early" : "");

    /// <summary>How many were not met, as an addition to a verdict; empty: all were.</summary>
    public static string NotMet(IReadOnlyCollection<ExpectationResult> results) =>
        results.Count(result => result.Held == false) is > 0 and var missed
            ? $"{missed} of {results.Count} expectation{(results.Count == 1 ? "" : "s")} not met"
            : "";

    private static string DistanceOf(ExpectationResult result) =>
        result.Distance is not { } distance ? ""
        : Math.Abs(distance) < 0.0005 ? ", at the limit"
        : distance >= 9 ? string.Create(CultureInfo.InvariantCulture, $", {1 + distance:#,0} times the limit")
        : string.Create(
            CultureInfo.InvariantCulture,
            $", {100 * Math.Abs(distance):#,0.#} % {(distance < 0 ? "below" : "above")} the limit"
        );
}
