using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Beacon.Records.History;

/// <summary>
/// The tables of <c>history.db</c>. The schema version is the database's <c>user_version</c>. Each migration leads from one version to the
/// next; a released migration never changes. Added columns need a default, because an earlier version may still write.
/// </summary>
internal static class HistorySchema
{
    private static readonly string[] Migrations =
    [
        """
            CREATE TABLE run (
              key INTEGER PRIMARY KEY,
              folder TEXT NOT NULL UNIQUE,
              id TEXT NOT NULL,
              name TEXT NOT NULL,
              outcome TEXT NOT NULL,
              exit_code INTEGER NOT NULL,
              cause_kind TEXT,
              cause_component TEXT,
              cause_message TEXT,
              started_at INTEGER NOT NULL,
              elapsed_ms REAL NOT NULL,
              operational_after_ms REAL,
              problems INTEGER NOT NULL,
              comparable INTEGER NOT NULL,
              machine TEXT,
              git_commit TEXT,
              git_dirty INTEGER,
              plan_sha256 TEXT
            ) STRICT;
            CREATE INDEX run_by_start ON run (started_at);
            CREATE TABLE component (
              run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
              place INTEGER NOT NULL,
              name TEXT NOT NULL,
              title TEXT NOT NULL,
              ready_after_ms REAL,
              exit_code INTEGER,
              signal TEXT,
              restarts INTEGER NOT NULL,
              killed INTEGER NOT NULL,
              cpu_seconds REAL,
              max_rss_bytes INTEGER,
              PRIMARY KEY (run, place)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE statistic (
              run INTEGER NOT NULL REFERENCES run ON DELETE CASCADE,
              place INTEGER NOT NULL,
              component TEXT NOT NULL,
              "group" TEXT NOT NULL,
              name TEXT NOT NULL,
              value REAL,
              unit TEXT NOT NULL,
              text TEXT NOT NULL,
              normalized_value REAL,
              normalized_unit TEXT,
              partial INTEGER NOT NULL,
              PRIMARY KEY (run, place)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX statistic_by_name ON statistic (component, "group", name);
            """,
    ];

    /// <summary>The current schema version.</summary>
    public static int Version => Migrations.Length;

    /// <summary>Migrates a database to the current version, in one transaction. Several programs may do so at the same time.</summary>
    public static void Bring(SqliteConnection connection) => Bring(connection, Migrations);

    internal static void Bring(SqliteConnection connection, IReadOnlyList<string> migrations)
    {
        if (VersionOf(connection, migrations.Count) == migrations.Count)
            return;

        // Checked again under the lock: another process may have migrated the database meanwhile.
        using var transaction = connection.BeginTransaction(deferred: false);
        for (var version = VersionOf(connection, migrations.Count); version < migrations.Count; version++)
        {
            Scalar(connection, migrations[version]);
            Scalar(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version + 1}"));
        }

        transaction.Commit();
    }

    /// <summary>Checks that a database has the current version.</summary>
    public static void Require(SqliteConnection connection)
    {
        if (VersionOf(connection, Version) < Version)
            throw new HistoryException("was written by an earlier version of Beacon.Actors; the next run migrates it");
    }

    /// <summary>Executes a statement; returns its first value.</summary>
    public static object? Scalar(SqliteConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar();
    }

    private static int VersionOf(SqliteConnection connection, int known)
    {
        var version = Convert.ToInt32(Scalar(connection, "PRAGMA user_version"), CultureInfo.InvariantCulture);
        return version <= known
            ? version
            : throw new HistoryException(
                $"was written by a later version of Beacon.Actors: it has schema {version}, this version knows {known}; "
                    + "use that version, or rebuild the history for this one"
            );
    }
}
