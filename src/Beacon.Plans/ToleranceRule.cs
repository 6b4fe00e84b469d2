namespace Beacon.Plans;

/// <summary>A tolerance for the statistics that a pattern names.</summary>
/// <param name="Pattern">
/// <c>[component.][group.]name</c>; <c>*</c> stands for anything. Case does not count, and neither does what stands between words:
/// <c>tick-to-trade.p99</c> is <c>Tick to Trade.P99</c>.
/// </param>
/// <param name="Tolerance">The tolerance.</param>
public sealed record ToleranceRule(string Pattern, Tolerance Tolerance)
{
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
    public bool Matches(StatisticKey key) => StatisticPattern.Matches(Pattern, key);

    /// <summary>Reads a threshold: <c>PATTERN=TOLERANCE</c>.</summary>
    public static bool TryParse(string text, out ToleranceRule? rule, out string error)
    {
        var equals = text.LastIndexOf('=');
        var pattern = equals < 0 ? "" : text[..equals].Trim();
        var tolerance = Tolerance.Default;
        error = "expected STATISTIC=TOLERANCE, such as 'tick-to-trade.p99=+5%'";
        var isRule = pattern.Length > 0 && Tolerance.TryParse(text[(equals + 1)..], out tolerance, out error);
        rule = isRule ? new ToleranceRule(pattern, tolerance) { IsOverride = true } : null;
        error = isRule ? "" : $"threshold \"{text}\": {error}";
        return isRule;
    }

    /// <inheritdoc />
    public override string ToString() => $"{Pattern}={Tolerance}";
}
