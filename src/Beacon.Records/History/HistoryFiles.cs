using Beacon.Plans.Text;
using Beacon.Processes.Files;
using Beacon.Records.Layout;

namespace Beacon.Records.History;

/// <summary>
/// The files of <c>history.db</c>. SQLite opens them by their paths and follows links: before it does, this looks at them through the
/// descriptor of the results folder, which no other user can change (<see cref="RecordFolder.OpenGuarded"/>).
/// </summary>
internal static class HistoryFiles
{
    // https://sqlite.org/tempfiles.html: the database, its write-ahead log, the index of that log, the rollback journal.
    public static readonly string[] Names = [.. new[] { "", "-wal", "-shm", "-journal" }.Select(end => RecordLayout.HistoryFile + end)];

    /// <summary>Returns the path of the database, which is created if it does not exist.</summary>
    /// <exception cref="HistoryException">It can't be created, or one of the files is not a regular file of this user.</exception>
    public static string Prepare(RecordFolder results, UnixFileMode mode)
    {
        Refuse(results);
        try
        {
            // SQLite gives its other files the permissions of the database. An empty file is an empty database.
            results.CreateNew(RecordLayout.HistoryFile, bufferBytes: 0, mode).Dispose();
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException && results.Exists(RecordLayout.HistoryFile))
        {
            // It exists.
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new HistoryException($"can't be created: {ExceptionText.Of(exception)}", exception);
        }

        return Check(results);
    }

    /// <summary>Returns the path of the database.</summary>
    /// <exception cref="HistoryException">One of the files is not a regular file.</exception>
    public static string Check(RecordFolder results)
    {
        Refuse(results);
        return results.PathOf(RecordLayout.HistoryFile);
    }

    private static void Refuse(RecordFolder results)
    {
        if (results.IsOfAnotherUser)
            throw new HistoryException($"is not used: {results.Path}, or a folder above it, belongs to another user");
        foreach (var name in Names)
            if (results.IsForeign(name))
                throw new HistoryException(
                    $"is not used: {results.PathOf(name)} is a link, belongs to another user, or is no regular file; delete it"
                );
    }
}
