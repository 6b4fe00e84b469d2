using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Processes.Files;
using Beacon.Records.Events;
using Beacon.Records.Layout;
using Microsoft.Data.Sqlite;

namespace Beacon.Records.History;

/// <summary>
/// <c>history.db</c> of a results folder: an index of its records with a row for each run, component and statistic, so that many runs are
/// listed without reading every record. The database can be rebuilt from the records at any time.
/// </summary>
/// <remarks>
/// SQLite in WAL mode: several programs may read and write at the same time. All members throw a <see cref="HistoryException"/>.
/// </remarks>
internal sealed class RunHistory : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SqliteConnection _connection;
    private readonly HistoryRows _rows;

    private RunHistory(SqliteConnection connection) => (_connection, _rows) = (connection, new HistoryRows(connection));

    public static string PathIn(string results) => Path.Combine(results, RecordLayout.HistoryFile);

    /// <summary>Loads SQLite in advance, so that opening a history does not have to; false: it is not available.</summary>
    public static bool TryLoad()
    {
        try
        {
            using var connection = new SqliteConnection("Data Source=:memory:");
            connection.Open();
            HistorySchema.Bring(connection);
            return true;
        }
        catch (Exception exception) when (exception is SqliteException or DllNotFoundException or TypeInitializationException)
        {
            return false;
        }
    }

    /// <summary>Opens the history for writing. Creates a missing database and migrates an earlier schema to the current one.</summary>
    /// <param name="results">The results folder.</param>
    /// <param name="patience">The maximum wait for other writers; at least one second, in whole seconds; null: 10 s.</param>
    /// <param name="mode">Who may read a database that is created here.</param>
    public static RunHistory Open(RecordFolder results, TimeSpan? patience = null, RecordMode mode = RecordMode.Private) =>
        Open(
            HistoryFiles.Prepare(results, RecordLayout.ModeOf(mode)),
            SqliteOpenMode.ReadWrite,
            patience,
            connection =>
            {
                HistorySchema.Scalar(connection, "PRAGMA journal_mode = WAL");
                HistorySchema.Scalar(connection, "PRAGMA synchronous = NORMAL");
                HistorySchema.Bring(connection);
            }
        );

    /// <summary>Opens the history for reading.</summary>
    public static RunHistory OpenToRead(RecordFolder results, TimeSpan patience) =>
        // Read-write, so that the last connection to close removes the write-ahead log. Without write permission SQLite only reads.
        Open(HistoryFiles.Check(results), SqliteOpenMode.ReadWrite, patience, HistorySchema.Require);

    /// <summary>Adds a run, or replaces the rows of its record.</summary>
    public void Add(RunResult run) => Change(() => _rows.Insert(run));

    /// <summary>Removes records by the names of their folders.</summary>
    public void Remove(IEnumerable<string> folders) =>
        Change(() =>
        {
            foreach (var folder in folders)
                _rows.Delete(folder);
        });

    /// <summary>Replaces the whole content with these runs, which are enumerated while the database is locked for writing.</summary>
    public void Replace(IEnumerable<RunResult> runs) =>
        Change(() =>
        {
            _rows.Clear();
            foreach (var run in runs)
                _rows.Insert(run);
        });

    /// <summary>The runs in the history by the names of their folders, whether their records still exist or not.</summary>
    public IReadOnlyDictionary<string, RunSummary> Runs(string results) => Guard(() => _rows.Read(results));

    /// <summary>The last comparable run before that of a folder; null: there is none, or that run is not comparable.</summary>
    public EarlierRun? Before(string folder) => Guard(() => new EarlierRunRows(_connection).Before(folder));

    /// <summary>Whether the database passes SQLite's integrity check.</summary>
    public bool IsSound() => Guard(() => HistorySchema.Scalar(_connection, "PRAGMA quick_check(1)") is "ok");

    public void Dispose()
    {
        _rows.Dispose();
        _connection.Dispose();
    }

    private void Change(Action change) =>
        Guard(() =>
        {
            using var transaction = _connection.BeginTransaction(deferred: false);
            _rows.Transaction = transaction;
            change();
            transaction.Commit();
            return true;
        });

    private static RunHistory Open(string path, SqliteOpenMode mode, TimeSpan? patience, Action<SqliteConnection> prepare) =>
        Guard(() =>
        {
            // Without a connection pool, closing a connection closes the file.
            var source = new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = mode,
                Pooling = false,
                ForeignKeys = true,
                DefaultTimeout = Math.Max(1, (int)(patience ?? Patience).TotalSeconds),
            };
            var connection = new SqliteConnection(source.ToString());
            try
            {
                connection.Open();
                prepare(connection);
                return new RunHistory(connection);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        });

    private static T Guard<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (SqliteException exception)
        {
            throw HistoryException.Of(exception);
        }
        catch (Exception exception)
            when (exception
                    is InvalidCastException
                        or ArgumentException
                        or OverflowException
                        or FormatException
                        or InvalidOperationException
            )
        {
            // SQLite stores any value in any column.
            throw new HistoryException($"is damaged: {ExceptionText.Of(exception)}", exception) { IsDamaged = true };
        }
    }
}
