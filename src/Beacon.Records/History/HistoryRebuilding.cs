using Beacon.Records.Events;
using Beacon.Records.Layout;
using Beacon.Records.Reading;

namespace Beacon.Records.History;

/// <summary>Makes the history of a results folder anew from its records.</summary>
public static class HistoryRebuilding
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Rebuilds <c>history.db</c>. A database that is sound is filled anew in one step, so that runs which end meanwhile lose nothing;
    /// one that is damaged, or of a later version, is deleted first.
    /// </summary>
    /// <param name="results">The results folder.</param>
    /// <returns>How many runs there are in it now, and why a record is not: each a sentence.</returns>
    /// <exception cref="HistoryException">Another process holds the database for too long, or it can't be written.</exception>
    /// <exception cref="IOException">The results folder can't be read, or what is damaged not be deleted.</exception>
    /// <exception cref="UnauthorizedAccessException">The results folder may not be read, or what is damaged not be deleted.</exception>
    public static (int Runs, IReadOnlyList<string> Notes) Rebuild(string results)
    {
        // Read before the lock is taken, which others wait for; under it only what was not complete then, or not yet there.
        var complete = RunRecords
            .LatestFirst(results)
            .AsParallel()
            .Select(folder => (Folder: folder, ReadComplete(folder).Result))
            .Where(record => record.Result is not null)
            .ToDictionary(record => record.Folder, record => record.Result!);

        using var history = OpenSound(results);
        var (count, notes) = (0, new List<string>());
        history.Replace(AllNow());
        return (count, notes);

        IEnumerable<RunResult> AllNow()
        {
            foreach (var folder in RunRecords.LatestFirst(results))
            {
                var (result, note) = complete.TryGetValue(folder, out var known) ? (known, null) : ReadComplete(folder);
                if (note is not null)
                    notes.Add(note);
                if (result is null)
                    continue;
                count++;
                yield return result;
            }
        }
    }

    private static (RunResult? Result, string? Note) ReadComplete(string folder)
    {
        try
        {
            var record = RecordReader.Read(folder);
            return (record.State == RecordState.Complete ? record.Result : null, null);
        }
        catch (Exception exception)
            when (exception is NewerRecordException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return (null, exception.Message);
        }
    }

    private static RunHistory OpenSound(string results)
    {
        try
        {
            var history = RunHistory.Open(results, Patience);
            if (history.IsSound())
                return history;
            history.Dispose();
        }
        catch (HistoryException exception) when (!exception.IsLocked)
        {
            // What follows says whether it was only that.
        }

        foreach (var suffix in new[] { "", "-wal", "-shm" })
            File.Delete(RunHistory.PathIn(results) + suffix);
        return RunHistory.Open(results, Patience);
    }
}
