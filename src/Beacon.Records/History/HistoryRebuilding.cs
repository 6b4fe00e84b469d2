using Beacon.Processes.Files;
using Beacon.Records.Events;
using Beacon.Records.Reading;

namespace Beacon.Records.History;

/// <summary>Rebuilds the history of a results folder from its records.</summary>
public static class HistoryRebuilding
{
    /// <summary>
    /// Rebuilds <c>history.db</c>. A valid database is replaced in one transaction, so that runs that end meanwhile are not lost. A
    /// damaged one, or one of a later version, is deleted first.
    /// </summary>
    /// <param name="results">The results folder.</param>
    /// <returns>The number of runs in the history, and the reason for each record that is not in it.</returns>
    /// <exception cref="HistoryException">Another process locks the database for too long, or it can't be written.</exception>
    /// <exception cref="IOException">The results folder can't be read, or the damaged database can't be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">The results folder may not be read, or the database may not be deleted.</exception>
    public static (int Runs, IReadOnlyList<string> Notes) Rebuild(string results)
    {
        // Complete records are read before the lock is taken, the others under the lock, so that other processes wait only briefly.
        var complete = RunRecords
            .LatestFirst(results)
            .AsParallel()
            .Select(folder => (Folder: folder, Result: ReadComplete(folder, out _)))
            .Where(record => record.Result is not null)
            .ToDictionary(record => record.Folder, record => record.Result!);

        using var folder = RecordFolder.OpenGuarded(results);
        var (count, notes) = (0, new List<string>());
        try
        {
            using var history = OpenSound(folder);
            history.Replace(AllNow());
        }
        catch (HistoryException exception) when (exception.IsDamaged)
        {
            // There is damage that a check does not find.
            using var history = OpenNew(folder);
            history.Replace(AllNow());
        }

        return (count, notes);

        IEnumerable<RunResult> AllNow()
        {
            (count, notes) = (0, []);
            foreach (var record in RunRecords.LatestFirst(results))
            {
                string? note = null;
                var result = complete.GetValueOrDefault(record) ?? ReadComplete(record, out note);
                if (note is not null)
                    notes.Add(note);
                if (result is null)
                    continue;
                count++;
                yield return result;
            }
        }
    }

    private static RunResult? ReadComplete(string folder, out string? note) =>
        RecordReader.TryRead(folder, out note) is { State: RecordState.Complete } record ? record.Result : null;

    private static RunHistory OpenSound(RecordFolder results)
    {
        try
        {
            var history = RunHistory.Open(results);
            if (history.IsSound())
                return history;
            history.Dispose();
        }
        catch (HistoryException exception) when (!exception.IsLocked && !results.IsOfAnotherUser)
        {
            // The database is deleted and created again.
        }

        return OpenNew(results);
    }

    private static RunHistory OpenNew(RecordFolder results)
    {
        foreach (var name in HistoryFiles.Names)
            results.Delete(name);
        return RunHistory.Open(results);
    }
}
