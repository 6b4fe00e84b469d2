using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Beacon.Plans;

/// <summary>A tolerance for the statistics that a pattern names.</summary>
/// <param name="Pattern">
/// <c>[component.][group.]name</c>; <c>*</c> stands for anything. Case does not count, and neither does what stands between words:
/// <c>tick-to-trade.p99</c> is <c>Tick to Trade.P99</c>.
/// </param>
/// <param name="Tolerance">The tolerance.</param>
public sealed record ToleranceRule(string Pattern, Tolerance Tolerance)
{
    private static readonly ConcurrentDictionary<string, Regex> Compiled = new();

    /// <summary>
    /// Whether the rule was given for this comparison: it overrides those of the plan, and must name a statistic. Rules of a plan may be
    /// meant for other runs.
    /// </summary>
    public bool IsOverride { get; init; }

    /// <summary>Where the rule is from, for messages: a threshold, or the key of the plan.</summary>
    public string Source => IsOverride ? "threshold" : "beacon.comparison";

    /// <summary>
    /// How many characters of the pattern are no <c>*</c>: of two rules that match, the one with more wins.
    /// </summary>
    public int Precision => StatisticKey.Word(Pattern).Count(character => character != '*');

    /// <summary>Whether the pattern has no <c>*</c>.</summary>
    public bool IsExact => !Pattern.Contains('*');

    /// <summary>Whether the pattern names this statistic.</summary>
    /// <param name="key">The statistic.</param>
    public bool Matches(StatisticKey key) => key.Paths.Any(Compiled.GetOrAdd(Pattern, Compile).IsMatch);

    /// <summary>Reads a threshold: <c>PATTERN=TOLERANCE</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="error">What is wrong with the text.</param>
    /// <returns>Whether the text is a threshold.</returns>
    public static bool TryParse(string text, out ToleranceRule? rule, out string error)
    {
        rule = null;
        var equals = text.LastIndexOf('=');
        if (equals <= 0 || text[..equals].Trim().Length == 0)
        {
            error = $"threshold \"{text}\": expected STATISTIC=TOLERANCE, such as 'tick-to-trade.p99=+5%'";
            return false;
        }

        if (!Tolerance.TryParse(text[(equals + 1)..], out var tolerance, out error))
        {
            error = $"threshold \"{text}\": {error}";
            return false;
        }

        rule = new ToleranceRule(text[..equals].Trim(), tolerance) { IsOverride = true };
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => $"{Pattern}={Tolerance}";

    private static Regex Compile(string pattern)
    {
        var text = new StringBuilder("^");
        foreach (var character in StatisticKey.Word(pattern))
            text.Append(character == '*' ? ".*" : Regex.Escape($"{character}"));
        return new Regex(text.Append('$').ToString(), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }
}
