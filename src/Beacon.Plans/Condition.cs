using System.Globalization;
using System.Text.RegularExpressions;
using Beacon.Plans.Units;

namespace Beacon.Plans;

/// <summary>What must hold of a statistic: a relation, and an amount or another statistic on its right.</summary>
/// <remarks>As text: <c>&lt; 50us</c>, <c>&gt;= 1,000</c>, <c>= 0</c>, <c>= matching-engine.orders-received</c>.</remarks>
public sealed partial record Condition
{
    private const string Examples = "expected a condition such as < 50us, >= 1000, = 0 or = matching-engine.orders-received";

    // What two printed numbers of the same amount may differ by, once their units are the same: 0.05 ms and 50 µs.
    private const double Rounding = 1e-12;

    private static readonly (string Sign, Relation Relation)[] Signs =
    [
        ("<=", Relation.LessOrEqual),
        (">=", Relation.GreaterOrEqual),
        ("!=", Relation.NotEqual),
        ("==", Relation.Equal),
        ("<", Relation.Less),
        (">", Relation.Greater),
        ("=", Relation.Equal),
    ];

    /// <summary>The relation.</summary>
    public required Relation Relation { get; init; }

    /// <summary>The number on the right; meaningless if there is <see cref="Other"/>.</summary>
    public double Limit { get; init; }

    /// <summary>The unit of <see cref="Limit"/>, in the spelling that statistics have; empty: that of the statistic as printed.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The statistic on the right, <c>[component.][group.]name</c>; null: there is a limit.</summary>
    public string? Other { get; init; }

    /// <summary>Reads a condition.</summary>
    /// <param name="text">
    /// One of <c>&lt; &lt;= &gt; &gt;= = !=</c>, then a number with or without a unit, or the name of a statistic, which begins with a
    /// letter.
    /// </param>
    /// <param name="condition">The condition.</param>
    /// <param name="error">What is wrong with the text.</param>
    public static bool TryParse(string text, out Condition? condition, out string error)
    {
        var trimmed = text.Trim();
        condition = null;
        error = $"\"{text}\": {Examples}";
        var (sign, relation) = Signs.FirstOrDefault(each => trimmed.StartsWith(each.Sign, StringComparison.Ordinal));
        if (sign is null)
            return false;

        var right = trimmed[sign.Length..].Trim();
        if (StatisticValue.TryParse(right, out var value) && OnlyValue().IsMatch(right))
            condition = new Condition
            {
                Relation = relation,
                Limit = value.Value,
                Unit = value.Unit,
            };
        else if (StatisticName().IsMatch(right))
            condition = new Condition { Relation = relation, Other = right };
        error = condition is null ? error : "";
        return condition is not null;
    }

    /// <summary>Whether it holds of two numbers of the same unit.</summary>
    public bool Holds(double value, double limit)
    {
        var isEqual = Math.Abs(value - limit) <= Rounding * Math.Max(Math.Abs(value), Math.Abs(limit));
        return Relation switch
        {
            Relation.Less => value < limit && !isEqual,
            Relation.LessOrEqual => value < limit || isEqual,
            Relation.Greater => value > limit && !isEqual,
            Relation.GreaterOrEqual => value > limit || isEqual,
            Relation.Equal => isEqual,
            _ => !isEqual,
        };
    }

    /// <inheritdoc />
    public override string ToString()
    {
        var sign = Signs.Last(each => each.Relation == Relation).Sign;
        return Other is null
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{sign} {Limit}{(Unit is [var first, ..] && char.IsLetter(first) ? " " : "")}{Unit}"
            )
            : $"{sign} {Other}";
    }

    // Remarks behind a value are for programs that print them: here they would be a misspelling that passes.
    [GeneratedRegex(@"^\S+(?:\s+\S+(?:\s+per\s+\S+)?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex OnlyValue();

    [GeneratedRegex(@"^\p{L}[^\s*<>=!]*(?: [^\s*<>=!]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex StatisticName();
}
