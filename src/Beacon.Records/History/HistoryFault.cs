using Microsoft.Data.Sqlite;

namespace Beacon.Records.History;

/// <summary>Translates SQLite's result codes (https://sqlite.org/rescode.html) into faults of the history.</summary>
internal static class HistoryFault
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CantOpen = 14;
    private const int NotADatabase = 26;

    public static HistoryException Of(SqliteException exception) =>
        exception.SqliteErrorCode switch
        {
            Busy or Locked => new HistoryException("is locked by another process", exception, isLocked: true),
            ReadOnly => new HistoryException("may not be written", exception),
            Full => new HistoryException("can't grow: the disk is full", exception),
            CantOpen => new HistoryException("can't be opened", exception),
            Corrupt or NotADatabase => new HistoryException("is damaged", exception),
            InputOutput => new HistoryException("can't be read or written", exception),
            _ => new HistoryException($"can't be used: {exception.Message}", exception),
        };
}
