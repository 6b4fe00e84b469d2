using Beacon.Plans.Units;

namespace Beacon.Records.Statistics;

/// <summary>A number that a component printed.</summary>
/// <param name="Component">The component's name.</param>
/// <param name="Group">The heading it stood under; empty: none.</param>
/// <param name="Name">Its name, as printed.</param>
/// <param name="Value">The number as printed, thousands separators removed; not a number: a record that was read back holds none.</param>
/// <param name="Unit">The unit in one spelling (µs); empty: none.</param>
/// <param name="Text">The whole right-hand side as printed.</param>
public sealed record Statistic(string Component, string Group, string Name, double Value, string Unit, string Text)
{
    /// <summary>It comes from a report that was cut off, by a crash for instance: it may not be what the program would have said in the end.</summary>
    public bool IsPartial { get; init; }

    /// <summary>The value in the one unit of its dimension, for comparing; null: it is not a finite number.</summary>
    public NormalizedValue? Normalized => double.IsFinite(Value) ? NormalizedValue.Of(Value, Unit) : null;
}
