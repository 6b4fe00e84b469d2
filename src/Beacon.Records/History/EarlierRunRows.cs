using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Records.Comparing;
using Microsoft.Data.Sqlite;

namespace Beacon.Records.History;

/// <summary>Finds the run before a run in <c>history.db</c>, and what both have measured.</summary>
internal sealed class EarlierRunRows(SqliteConnection connection)
{
    private const string SelectRun = "SELECT key, name, started_at, plan_sha256, folder FROM run WHERE folder = $0 AND comparable";

    // By the index on the start, from the latest backwards.
    private const string SelectBefore = """
        SELECT key, name, started_at, plan_sha256, folder FROM run
        WHERE started_at < $0 AND name = $1 AND comparable ORDER BY started_at DESC LIMIT 1
        """;

    private const string SelectStatistics = """
        SELECT component, "group", name, text, normalized_value, normalized_unit FROM statistic
        WHERE run = $0 AND NOT partial AND normalized_value IS NOT NULL ORDER BY place
        """;

    public EarlierRun? Before(string folder) =>
        Select(SelectRun, RunOf, folder) is [var run] && Select(SelectBefore, RunOf, run.StartedAt, run.Name) is [var earlier]
            ? new EarlierRun
            {
                Id = earlier.Folder,
                StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(earlier.StartedAt),
                HasSamePlan = run.Plan is not null && run.Plan == earlier.Plan,
                Changes = [.. ChangesBetween(Select(SelectStatistics, ValueOf, earlier.Key), Select(SelectStatistics, ValueOf, run.Key))],
            }
            : null;

    private static IEnumerable<StatisticChange> ChangesBetween(List<StoredValue> earlier, List<StoredValue> now)
    {
        // A name that is printed twice can't be paired.
        var known = earlier
            .GroupBy(value => value.Key)
            .Where(group => group.Count() == 1)
            .ToDictionary(group => group.Key, group => group.First());
        foreach (
            var value in now.Where(value => !value.Key.IsBeside)
                .GroupBy(value => value.Key)
                .Where(group => group.Count() == 1)
                .Select(group => group.First())
        )
            if (
                known.TryGetValue(value.Key, out var was)
                && was.Unit == value.Unit
                && was.Value != 0
                && Direction.Of(value.Unit) is { } better
            )
                yield return new StatisticChange(value.Key, was.Text, value.Text, (value.Value - was.Value) / Math.Abs(was.Value), better);
    }

    private static StoredRun RunOf(SqliteDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetString(4));

    private static StoredValue ValueOf(SqliteDataReader row) =>
        new(
            new StatisticKey(row.GetString(0), $"{new UntrustedText(row.GetString(1))}", $"{new UntrustedText(row.GetString(2))}"),
            row.GetString(3),
            row.GetDouble(4),
            row.GetString(5)
        );

    private List<T> Select<T>(string text, Func<SqliteDataReader, T> of, params object[] values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (place, value) in values.Index())
            command.Parameters.AddWithValue($"${place}", value);
        using var row = command.ExecuteReader();
        var found = new List<T>();
        while (row.Read())
            found.Add(of(row));
        return found;
    }

    private sealed record StoredRun(long Key, string Name, long StartedAt, string? Plan, string Folder);

    private sealed record StoredValue(StatisticKey Key, UntrustedText Text, double Value, string Unit);
}
