using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Plans.Units;

namespace Beacon.Records.Statistics;

/// <summary>A number that a component printed.</summary>
/// <param name="Component">The component's name.</param>
/// <param name="Group">The heading above the number; empty: none.</param>
/// <param name="Name">The name of the number, as printed.</param>
/// <param name="Value">The number as printed, without thousands separators; NaN: a record was read that holds no number.</param>
/// <param name="Unit">The unit in canonical spelling (µs), without unprintable characters; empty: none.</param>
/// <param name="Text">The right-hand side as printed.</param>
public sealed record Statistic(string Component, UntrustedText Group, UntrustedText Name, double Value, string Unit, UntrustedText Text)
{
    /// <summary>The unit in canonical spelling (µs), without unprintable characters; empty: none.</summary>
    public string Unit
    {
        get;
        init => field = Clean(value);
    } = Clean(Unit);

    /// <summary>
    /// Whether the number is from a report that was cut off, for instance by a crash. The complete report might have had another value.
    /// </summary>
    public bool IsPartial { get; init; }

    /// <summary>
    /// The least difference that means something, in the unit of the value, where it is known apart from the printed digits; null: it is
    /// one in the last printed digit.
    /// </summary>
    public double? Resolution { get; init; }

    /// <summary>Which way it gets better, where the plan says it; null: the unit decides.</summary>
    public Better? Better { get; init; }

    /// <summary>The value in the base unit of its dimension, for comparisons; null: it is not finite.</summary>
    public NormalizedValue? Normalized => double.IsFinite(Value) ? NormalizedValue.Of(Value, Unit) : null;

    /// <summary>The key by which thresholds select the statistic, without unprintable characters.</summary>
    internal StatisticKey Key => new(Component, $"{Group}", $"{Name}");

    private static string Clean(string unit) => $"{new UntrustedText(unit)}";
}
