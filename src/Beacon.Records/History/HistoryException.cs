using Beacon.Records.Layout;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Beacon.Records.History;

/// <summary>
/// <c>history.db</c> can't be used. No data is lost: the database can be rebuilt from the records (<see cref="HistoryRebuilding"/>).
/// </summary>
public sealed class HistoryException : Exception
{
    internal HistoryException(string reason, Exception? inner = null)
        : base($"{RecordLayout.HistoryFile} {reason}", inner) { }

    /// <summary>Whether another process has locked the database, which is then not damaged.</summary>
    public bool IsLocked { get; private init; }

    /// <summary>Whether its content is wrong, so that a new one helps.</summary>
    internal bool IsDamaged { get; init; }

    // The result codes: https://sqlite.org/rescode.html.
    internal static HistoryException Of(SqliteException exception)
    {
        var code = exception.SqliteErrorCode;
        var reason = code switch
        {
            SQLITE_BUSY or SQLITE_LOCKED => "is locked by another process",
            SQLITE_READONLY => "may not be written",
            SQLITE_FULL => "can't grow: the disk is full",
            SQLITE_CANTOPEN => "can't be opened",
            SQLITE_CORRUPT or SQLITE_NOTADB => "is damaged",
            SQLITE_IOERR => "can't be read or written",
            _ => $"can't be used: {exception.Message}",
        };
        return new HistoryException(reason, exception)
        {
            IsLocked = code is SQLITE_BUSY or SQLITE_LOCKED,
            IsDamaged = code is SQLITE_CORRUPT or SQLITE_NOTADB or SQLITE_CONSTRAINT or SQLITE_ERROR or SQLITE_MISMATCH,
        };
    }
}
