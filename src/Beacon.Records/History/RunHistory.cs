using Beacon.Records.Events;
using Microsoft.Data.Sqlite;

namespace Beacon.Records.History;

/// <summary>
/// <c>history.db</c> of a results folder: an index of its records with a row for each run, component and statistic, so that many runs are
/// listed without reading every record. The database can be rebuilt from the records at any time.
/// </summary>
/// <remarks>SQLite in WAL mode: several programs may read and write at the same time.</remarks>
public sealed class RunHistory : IDisposable
{
    /// <summary>The name of the file in the results folder.</summary>
    public const string FileName = "history.db";

    private readonly SqliteConnection _connection;
    private readonly HistoryRows _rows;

    private RunHistory(SqliteConnection connection) => (_connection, _rows) = (connection, new HistoryRows(connection));

    /// <summary>The path of the history of a results folder.</summary>
    /// <param name="results">The results folder.</param>
    public static string PathIn(string results) => Path.Combine(results, FileName);

    /// <summary>Loads SQLite in advance, so that opening a history does not have to.</summary>
    /// <returns>Whether SQLite is available; if not, opening a history gives the reason.</returns>
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
    /// <param name="patience">The maximum wait for other writers; at least one second, in whole seconds.</param>
    /// <exception cref="HistoryException">The history can't be opened.</exception>
    public static RunHistory Open(string results, TimeSpan patience) =>
        Guard(() =>
        {
            var history = new RunHistory(Connect(results, SqliteOpenMode.ReadWriteCreate, patience));
            try
            {
                history.Execute("PRAGMA journal_mode = WAL");
                history.Execute("PRAGMA synchronous = NORMAL");
                HistorySchema.Bring(history._connection);
                return history;
            }
            catch
            {
                history.Dispose();
                throw;
            }
        });

    /// <summary>Opens the history for reading.</summary>
    /// <inheritdoc cref="Open"/>
    public static RunHistory OpenToRead(string results, TimeSpan patience) =>
        Guard(() =>
        {
            // Read-write, so that the last connection to close removes the write-ahead log. Without write permission SQLite only reads.
            var history = new RunHistory(Connect(results, SqliteOpenMode.ReadWrite, patience));
            try
            {
                HistorySchema.Require(history._connection);
                return history;
            }
            catch
            {
                history.Dispose();
                throw;
            }
        });

    /// <summary>Adds a run, or replaces the rows of its record.</summary>
    /// <param name="run">The result of the run.</param>
    /// <exception cref="HistoryException">The history can't be written.</exception>
    public void Add(RunResult run) => Change(() => _rows.Insert(run));

    /// <summary>Removes records.</summary>
    /// <param name="folders">The names of their folders.</param>
    /// <exception cref="HistoryException">The history can't be written.</exception>
    public void Remove(IEnumerable<string> folders) =>
        Change(() =>
        {
            foreach (var folder in folders)
                _rows.Delete(folder);
        });

    /// <summary>Replaces the whole content with these runs, in one transaction.</summary>
    /// <param name="runs">The runs; enumerated while the database is locked for writing.</param>
    /// <exception cref="HistoryException">The history can't be written.</exception>
    public void Replace(IEnumerable<RunResult> runs) =>
        Change(() =>
        {
            _rows.Clear();
            foreach (var run in runs)
                _rows.Insert(run);
        });

    /// <summary>The runs in the history by the names of their folders, whether their records still exist or not.</summary>
    /// <param name="results">The results folder.</param>
    /// <exception cref="HistoryException">The history can't be read.</exception>
    public IReadOnlyDictionary<string, RunSummary> Runs(string results) => Guard(() => _rows.Read(results));

    /// <inheritdoc />
    public void Dispose()
    {
        _rows.Dispose();
        _connection.Dispose();
    }

    /// <summary>Whether the database passes SQLite's integrity check.</summary>
    internal bool IsSound() => Guard(() => HistorySchema.Scalar(_connection, "PRAGMA quick_check(1)") is "ok");

    private void Change(Action change) =>
        Guard(() =>
        {
            using var transaction = _connection.BeginTransaction(deferred: false);
            _rows.Transaction = transaction;
            change();
            transaction.Commit();
            return true;
        });

    private void Execute(string text) => HistorySchema.Scalar(_connection, text);

    // Without a connection pool, closing a connection closes the file.
    private static SqliteConnection Connect(string results, SqliteOpenMode mode, TimeSpan patience)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = PathIn(results),
                Mode = mode,
                Pooling = false,
                ForeignKeys = true,
                DefaultTimeout = Math.Max(1, (int)patience.TotalSeconds),
            }.ToString()
        );
        connection.Open();
        return connection;
    }

    private static T Guard<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (SqliteException exception)
        {
            throw HistoryFault.Of(exception);
        }
    }
}
