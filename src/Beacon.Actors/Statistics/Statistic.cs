namespace Beacon.Actors.Statistics;

/// <summary>A number that a component printed.</summary>
/// <param name="Component">The component's name.</param>
/// <param name="Group">The heading it stood under; empty: none.</param>
/// <param name="Name">Its name, as printed.</param>
/// <param name="Value">The number as printed, thousands separators removed.</param>
/// <param name="Unit">The unit in one spelling (µs); empty: none.</param>
/// <param name="Text">The whole right-hand side as printed.</param>
public sealed record Statistic(string Component, string Group, string Name, double Value, string Unit, string Text);
