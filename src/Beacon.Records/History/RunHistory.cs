using Beacon.Records.Events;
using Microsoft.Data.Sqlite;

namespace Beacon.Records.History;

/// <summary>
/// <c>history.db</c> of a results folder: what its records say, a row for each run, component and statistic, so that many runs are listed
/// and compared without reading every record. The records stay the truth: the database can be made anew from them at any time.
/// </summary>
/// <remarks>SQLite in WAL mode: several programs may read and write at once, and none of them loses anything.</remarks>
public sealed class RunHistory : IDisposable
{
    /// <summary>The name of the file in the results folder.</summary>
    public const string FileName = "history.db";

    private readonly SqliteConnection _connection;
    private readonly HistoryRows _rows;

    private RunHistory(SqliteConnection connection) => (_connection, _rows) = (connection, new HistoryRows(connection));

    /// <summary>Where the history of a results folder lies.</summary>
    /// <param name="results">The results folder.</param>
    public static string PathIn(string results) => Path.Combine(results, FileName);

    /// <summary>Loads what a history needs, so that the first one that is opened need not wait for that.</summary>
    /// <returns>Whether there is such a thing here; where there is not, opening says why.</returns>
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
    /// <param name="patience">How long to wait for others that write; at least a second, in whole seconds.</param>
    /// <exception cref="HistoryException">It can't be opened.</exception>
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

    /// <summary>Opens the history to read it.</summary>
    /// <inheritdoc cref="Open"/>
    public static RunHistory OpenToRead(string results, TimeSpan patience) =>
        Guard(() =>
        {
            // For writing, so that the last one that closes it puts its write-ahead log away; where that is not allowed, SQLite only reads.
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

    /// <summary>Adds a run, or replaces what was known of its record.</summary>
    /// <param name="run">What the run came to.</param>
    /// <exception cref="HistoryException">It can't be written.</exception>
    public void Add(RunResult run) => Change(() => _rows.Insert(run));

    /// <summary>Forgets records.</summary>
    /// <param name="folders">The names of their folders.</param>
    /// <exception cref="HistoryException">It can't be written.</exception>
    public void Remove(IEnumerable<string> folders) =>
        Change(() =>
        {
            foreach (var folder in folders)
                _rows.Delete(folder);
        });

    /// <summary>Forgets everything, then adds these runs, at once: nobody sees a part of it.</summary>
    /// <param name="runs">The runs; enumerated while nobody else can write.</param>
    /// <exception cref="HistoryException">It can't be written.</exception>
    public void Replace(IEnumerable<RunResult> runs) =>
        Change(() =>
        {
            _rows.Clear();
            foreach (var run in runs)
                _rows.Insert(run);
        });

    /// <summary>The runs that it knows, whether their records still exist or not, by the names of their folders.</summary>
    /// <param name="results">The results folder.</param>
    /// <exception cref="HistoryException">It can't be read.</exception>
    public IReadOnlyDictionary<string, RunSummary> Runs(string results) => Guard(() => _rows.Read(results));

    /// <inheritdoc />
    public void Dispose()
    {
        _rows.Dispose();
        _connection.Dispose();
    }

    /// <summary>Whether all of the file is as SQLite has written it.</summary>
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

    // Without the pool: closed is closed.
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
