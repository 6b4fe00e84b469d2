using System.Collections.Immutable;
using Beacon.Plans.Hocon;

namespace Beacon.Plans.Reading;

/// <summary>
/// Reads <c>comparison</c>: tolerances by the pattern of their statistics. A pattern without quotes is a path to HOCON:
/// <c>tick-to-trade.p99 = "+5%"</c> is <c>p99</c> within <c>tick-to-trade</c>, and is read as it was meant.
/// </summary>
internal static class ComparisonReader
{
    private static readonly string[] Keys = ["direction", "tolerance", "floor"];

    public static ImmutableArray<ToleranceRule> Read(Setting comparison) =>
        [.. comparison.Fields.SelectMany(field => RulesAt(field, field.Key))];

    private static IEnumerable<ToleranceRule> RulesAt(Setting setting, string pattern) =>
        setting.Value switch
        {
            ConfigObject group when !group.Fields.Any(field => Keys.Contains(field.Key)) => setting.Fields.SelectMany(field =>
                RulesAt(field, $"{pattern}.{field.Key}")
            ),
            ConfigObject => [new ToleranceRule(pattern, ToleranceOf(setting))],
            _ => setting.Parsed<Tolerance>("a tolerance such as \"+5%\", or { direction, tolerance, floor }", Tolerance.TryParse!)
                is { } tolerance
                ? [new ToleranceRule(pattern, tolerance)]
                : [],
        };

    private static Tolerance ToleranceOf(Setting setting)
    {
        setting.Know(Keys);
        var better = setting["direction"].Given?.OneOf<Better>();
        var share = AmountOf(setting["tolerance"], isShare: true, "a share without a sign, such as 5%");
        var floor = AmountOf(setting["floor"], isShare: false, "an amount without a sign, such as 2us");
        return new Tolerance
        {
            Better = better,
            Share = share?.Share ?? Tolerance.Default.Share,
            Floor = floor?.Floor ?? 0,
            FloorUnit = floor?.FloorUnit ?? "",
        };
    }

    private static Tolerance? AmountOf(Setting setting, bool isShare, string expected)
    {
        if (setting.Text(expected) is not { } text)
            return null;
        if (
            Tolerance.TryParse(text, out var amount, out _)
            && amount.Better is null
            && (isShare ? amount is { Floor: 0, FloorUnit: "" } && text.Contains('%') : !text.Contains('%'))
        )
            return amount;

        setting.Refuse($"expected {expected}, found \"{text}\"");
        return null;
    }
}
