namespace Beacon.Plans;

/// <summary>
/// A line with statistics, for <see cref="StatisticsFormat.Regex"/>: each named group in the first match is a statistic of that name. The
/// groups <c>group</c>, <c>name</c>, <c>value</c> and <c>unit</c> have a meaning of their own.
/// </summary>
/// <param name="Pattern">The pattern; one that <see cref="OutputPattern.MayBacktrack"/> is refused in a plan.</param>
/// <remarks>
/// <para>
/// <c>group</c> is the statistics' group, <c>value</c> the number of the statistic that <c>name</c> or <see cref="Name"/> names, and
/// <c>unit</c> the unit of the numbers that have none. A pattern whose only group is <c>group</c> matches a heading: the group of the lines
/// after it that say none.
/// </para>
/// <para>In the three texts, <c>{NAME}</c> stands for what the group of that name has matched; it is then no statistic itself.</para>
/// </remarks>
public sealed record LinePattern(OutputPattern Pattern)
{
    /// <summary>The group that captures the statistics' group.</summary>
    public const string GroupGroup = "group";

    /// <summary>The group that captures the name of the statistic in <see cref="ValueGroup"/>.</summary>
    public const string NameGroup = "name";

    /// <summary>The group that captures the number of a statistic that is named apart.</summary>
    public const string ValueGroup = "value";

    /// <summary>The group that captures the unit.</summary>
    public const string UnitGroup = "unit";

    /// <summary>The statistics' group; null: what <c>group</c> matches, else the last heading, else none.</summary>
    public string? Group { get; init; }

    /// <summary>The name of the statistic in <c>value</c>; null: what <c>name</c> matches.</summary>
    public string? Name { get; init; }

    /// <summary>The unit of numbers that have none; null: what <c>unit</c> matches, else the end of a name such as <c>p99_us</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>Whether the text of a group is a part of a text: <c>{percent}</c> in <c>p{percent}</c>.</summary>
    /// <param name="group">The name of the group.</param>
    public bool Mentions(string group) =>
        new[] { Group, Name, Unit }.Any(text => text?.Contains($"{{{group}}}", StringComparison.Ordinal) == true);
}
