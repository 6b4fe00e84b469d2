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
            null => [],
            _ => setting.Text("a tolerance such as \"+5%\", or { direction, tolerance, floor }") is { } text
                ? [new ToleranceRule(pattern, ToleranceOf(setting, text))]
                : [],
        };

    private static Tolerance ToleranceOf(Setting setting, string text)
    {
        if (!Tolerance.TryParse(text, out var tolerance, out var error))
            setting.Refuse(error);
        return tolerance;
    }

    private static Tolerance ToleranceOf(Setting setting)
    {
        setting.Know(Keys);
        Better? better = setting["direction"].Value is null ? null : setting["direction"].OneOf<Better>();
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
