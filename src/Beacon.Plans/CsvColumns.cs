using System.Collections.Immutable;

namespace Beacon.Plans;

/// <summary>Which columns are what, for <see cref="StatisticsFormat.Csv"/>.</summary>
/// <remarks>
/// Without a value column each column with numbers is a statistic, named by the header. With one, each row is a statistic. The last row
/// counts, or the last row of each group.
/// </remarks>
public sealed record CsvColumns
{
    /// <summary>What stands between the fields; null: a comma, a semicolon or a tab, as the header has it.</summary>
    public char? Separator { get; init; }

    /// <summary>
    /// Columns by which the header line is known; where there is none, all of the columns. Empty: the columns that are named here, else
    /// the first line with two fields or more, none of them a number.
    /// </summary>
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>The column that says the group of a row's statistics; null: they have none.</summary>
    public string? Group { get; init; }

    /// <summary>The column that names the statistic of a row; null: each column is one.</summary>
    public string? Name { get; init; }

    /// <summary>The column with the number, if a row is a statistic.</summary>
    public string? Value { get; init; }

    /// <summary>The column with the unit of the number; null: there is none.</summary>
    public string? Unit { get; init; }

    /// <summary>The columns that the header must have.</summary>
    public IEnumerable<string> Named => new[] { Group, Name, Value, Unit }.OfType<string>().Concat(Columns).Distinct();
}
