using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Measuring;
using Beacon.Records.Reading;
using Microsoft.Data.Sqlite;

namespace Beacon.Records.History;

/// <summary>Writes results as rows of <c>history.db</c>, and reads the summaries of runs from them.</summary>
internal sealed class HistoryRows(SqliteConnection connection) : IDisposable
{
    private const string InsertRun = """
        INSERT INTO run (folder, id, name, outcome, exit_code, cause_kind, cause_component, cause_message, started_at, elapsed_ms,
          operational_after_ms, problems, comparable, machine, git_commit, git_dirty, plan_sha256, label, plan_file, warmup,
          expectations_not_met, not_comparable)
        VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
        RETURNING key
        """;

    private const string InsertComponent = """
        INSERT INTO component (run, place, name, title, ready_after_ms, exit_code, signal, restarts, killed, cpu_seconds, max_rss_bytes)
        VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    private const string InsertStatistic = """
        INSERT INTO statistic (run, place, component, "group", name, value, unit, text, normalized_value, normalized_unit, partial)
        VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    private const string SelectRuns = """
        SELECT folder, name, outcome, exit_code, cause_kind, cause_component, cause_message, started_at, elapsed_ms, problems, comparable,
          plan_sha256, label, plan_file, warmup, expectations_not_met, not_comparable
        FROM run
        """;

    // As history-3.sql has it.
    private const string ReasonsInRecord = "its record says why";

    // Prepared once: a rebuild inserts hundreds of thousands of rows.
    private readonly Dictionary<string, SqliteCommand> _commands = [];

    /// <summary>The transaction of the changes.</summary>
    public SqliteTransaction? Transaction { get; set; }

    public void Insert(RunResult run)
    {
        var folder = Path.GetFileName(run.Record);
        Delete(folder);
        var key = Execute(
            InsertRun,
            folder,
            run.Id,
            run.Name,
            JsonValues.NameOf(run.Outcome),
            run.ExitCode,
            run.Cause is { } cause ? JsonValues.NameOf(cause.Kind) : null,
            run.Cause?.Component,
            run.Cause?.Message,
            run.StartedAt.ToUnixTimeMilliseconds(),
            run.Elapsed.TotalMilliseconds,
            run.OperationalAfter?.TotalMilliseconds,
            run.Problems.Length,
            run.NotComparable.IsEmpty,
            run.Environment?.Machine,
            run.Environment?.Git?.Commit,
            run.Environment?.Git?.IsDirty,
            run.Environment?.PlanSha256,
            run.Label,
            run.PlanFile,
            run.IsWarmup,
            run.Expectations.Count(expectation => expectation.Held == false),
            RunSummary.ReasonLinesOf(run)
        );
        foreach (var (place, component) in run.Components.Index())
            Execute(
                InsertComponent,
                key,
                place,
                component.Name,
                component.Title,
                component.ReadyAfter?.TotalMilliseconds,
                component.Exit?.Code,
                component.Exit?.Signal?.ToString(),
                component.Restarts,
                component.Killed,
                component.CpuTime?.TotalSeconds,
                component.MaxRssBytes
            );
        foreach (var (place, statistic) in run.Statistics.Concat(MeasuredStatistics.Of(run)).Index())
            Execute(
                InsertStatistic,
                key,
                place,
                statistic.Component,
                statistic.Group.Raw,
                statistic.Name.Raw,
                double.IsFinite(statistic.Value) ? statistic.Value : null,
                statistic.Unit,
                statistic.Text.Raw,
                statistic.Normalized?.Value,
                statistic.Normalized?.Unit,
                statistic.IsPartial
            );
    }

    public void Delete(string folder) => Execute("DELETE FROM run WHERE folder = $0", folder);

    public void Clear() => Execute("DELETE FROM run");

    public Dictionary<string, RunSummary> Read(string results)
    {
        var runs = new Dictionary<string, RunSummary>();
        using var command = connection.CreateCommand();
        command.CommandText = SelectRuns;
        using var row = command.ExecuteReader();
        while (row.Read())
            if (Read(row, results) is { } run)
                runs[run.Id] = run;
        return runs;
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
            command.Dispose();
    }

    // Null: the row has a value that this version does not know, so the record itself is read.
    private static RunSummary? Read(SqliteDataReader row, string results)
    {
        // A name that leads elsewhere is not one that was written here.
        ProblemKind kind = default;
        if (
            row.GetString(0) is not { Length: > 0 } folder
            || folder.Contains('/')
            || folder is "." or ".."
            || !JsonValues.TryParse<RunOutcome>(row.GetString(2), out var outcome)
            || (!row.IsDBNull(4) && !JsonValues.TryParse(row.GetString(4), out kind))
        )
            return null;
        return new RunSummary
        {
            Folder = Path.Combine(results, folder),
            Name = row.GetString(1),
            State = RecordState.Complete,
            Outcome = outcome,
            ExitCode = row.GetInt32(3),
            Cause = row.IsDBNull(4) ? null : new Problem(kind, row.GetString(6), row.IsDBNull(5) ? null : row.GetString(5)),
            StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(7)),
            Elapsed = TimeSpan.FromMilliseconds(row.GetDouble(8)),
            Problems = row.GetInt32(9),
            ReasonLines = row.GetBoolean(10) ? "" : ReasonsIn(row.GetString(16)),
            PlanSha256 = row.IsDBNull(11) ? null : row.GetString(11),
            Label = row.IsDBNull(12) ? null : row.GetString(12),
            PlanFile = row.IsDBNull(13) ? null : row.GetString(13),
            IsWarmup = row.GetBoolean(14),
            ExpectationsNotMet = row.GetInt32(15),
        };
    }

    // An earlier version, which may still write, gives no reasons.
    private static string ReasonsIn(string lines) => lines.Length > 0 ? lines : ReasonsInRecord;

    private long Execute(string text, params object?[] values)
    {
        if (!_commands.TryGetValue(text, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = text;
            foreach (var place in Enumerable.Range(0, values.Length))
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${place}" });
            _commands.Add(text, command);
        }

        command.Transaction = Transaction;
        foreach (var (place, value) in values.Index())
            command.Parameters[place].Value = value ?? DBNull.Value;
        return command.ExecuteScalar() is long key ? key : 0;
    }
}
