using Beacon.Plans.Units;

namespace Beacon.Plans;

/// <summary>What must hold of a statistic at the end of a run that completes; otherwise the run ends with exit code 5.</summary>
/// <param name="Statistic">
/// The statistic: <c>[component.][group.]name</c>, with <c>*</c> for anything, as in <c>comparison</c>. Each statistic of that name is
/// meant.
/// </param>
/// <param name="Condition">What must hold.</param>
public sealed record Expectation(string Statistic, Condition Condition)
{
    /// <summary>Whether it holds if there is no such statistic. Default: it does not.</summary>
    public bool PassesWhenMissing { get; init; }

    /// <summary>Whether the run ends as soon as a live counter of that name breaks it.</summary>
    public bool Aborts { get; init; }

    /// <summary>How long after operational a live counter may break it, while the system settles, before that ends the run.</summary>
    public TimeSpan AbortsAfter { get; init; }

    /// <summary>Reads an expectation: <c>tick-to-trade.p99 &lt; 50us</c>.</summary>
    /// <param name="text">The name of the statistic, and the condition.</param>
    /// <param name="expectation">The expectation.</param>
    /// <param name="error">What is wrong with the text.</param>
    public static bool TryParse(string text, out Expectation? expectation, out string error)
    {
        var sign = text.AsSpan().IndexOfAny("<>=!");
        var name = sign < 0 ? "" : text[..sign].Trim();
        Condition? condition = null;
        error = $"\"{text}\": expected STATISTIC CONDITION, such as 'tick-to-trade.p99 < 50us' or 'errors = 0'";
        expectation =
            name.Length > 0 && Condition.TryParse(text[sign..], out condition, out error) ? new Expectation(name, condition!) : null;
        return expectation is not null;
    }

    /// <summary>Whether it is about this statistic.</summary>
    public bool IsAbout(StatisticKey key) => StatisticPattern.Matches(Statistic, key);

    /// <summary>Why the limit can't be compared with such a statistic, as far as that is known before a run; null: it can.</summary>
    internal string? WhyNot =>
        MeasuredQuantity.Meant(Statistic) is { } measured
        && Condition is { Other: null, Unit: { Length: > 0 } unit }
        && UnitScale.Of(unit) is var scale
        && (scale.Dimension != measured.Dimension || (measured.Dimension == Dimension.Count && scale.Unit.Length > 0))
            ? $"\"{Condition}\": {measured.Name} is {measured.Noun}, which can't be compared with {Condition.ToString().Split(' ', 2)[1]}"
            : null;

    /// <inheritdoc />
    public override string ToString() => $"{Statistic} {Condition}";
}
