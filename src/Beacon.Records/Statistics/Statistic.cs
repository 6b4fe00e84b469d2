using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Plans.Units;

namespace Beacon.Records.Statistics;

/// <summary>A number that a component printed.</summary>
/// <param name="Component">The component's name.</param>
/// <param name="Group">The heading above the number; empty: none.</param>
/// <param name="Name">The name of the number, as printed.</param>
/// <param name="Value">The number as printed, thousands separators removed; not a number: a record that was read back holds none.</param>
/// <param name="Unit">The unit in one spelling (µs); empty: none.</param>
/// <param name="Text">The whole right-hand side as printed.</param>
public sealed record Statistic(string Component, UntrustedText Group, UntrustedText Name, double Value, string Unit, UntrustedText Text)
{
    /// <summary>
    /// Whether the number is from a report that was cut off, by a crash for instance: the program might have printed another one in the
    /// end.
    /// </summary>
    public bool IsPartial { get; init; }

    /// <summary>The value in the base unit of its dimension, for comparing; null: it is not a finite number.</summary>
    public NormalizedValue? Normalized => double.IsFinite(Value) ? NormalizedValue.Of(Value, Unit) : null;

    /// <summary>The names by which thresholds select the statistic, without anything in them that can't be printed.</summary>
    internal StatisticKey Key => new(Component, $"{Group}", $"{Name}");
}
