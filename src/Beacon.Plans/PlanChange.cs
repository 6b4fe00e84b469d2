namespace Beacon.Plans;

/// <summary>A setting in which two plans differ.</summary>
/// <param name="Key">
/// Its key without <c>beacon</c> and <c>components</c>: <c>run.duration</c>, <c>nginx.limits.cpu</c>; of lists of the same length the item:
/// <c>nginx.args[1]</c>.
/// </param>
/// <param name="From">The first plan's value as HOCON, of a component its command line; null: the first plan does not have it.</param>
/// <param name="To">The second plan's value; null: the second plan does not have it.</param>
public sealed record PlanChange(string Key, string? From, string? To);
