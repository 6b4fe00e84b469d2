using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Beacon.Records.History;

/// <summary>
/// The tables of <c>history.db</c>. The schema version is the database's <c>user_version</c>. Each migration leads from one version to the
/// next; a released migration never changes. Added columns need a default, because an earlier version may still write.
/// </summary>
internal static class HistorySchema
{
    private static readonly string[] Migrations = [Resource("history-1.sql"), Resource("history-2.sql"), Resource("history-3.sql")];

    /// <summary>The current schema version.</summary>
    public static int Version => Migrations.Length;

    /// <summary>Migrates a database to the current version, in one transaction. Several programs may do so at the same time.</summary>
    public static void Bring(SqliteConnection connection, IReadOnlyList<string>? migrations = null)
    {
        migrations ??= Migrations;
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

    private static string Resource(string name)
    {
        using var text = new StreamReader(typeof(HistorySchema).Assembly.GetManifestResourceStream($"Beacon.Records.{name}")!);
        return text.ReadToEnd();
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
