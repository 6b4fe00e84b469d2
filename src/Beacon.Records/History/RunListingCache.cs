using System.Collections.Concurrent;
using Beacon.Records.Layout;
using Beacon.Records.Reading;

namespace Beacon.Records.History;

/// <summary>
/// What a program that lists a folder again and again knows of records that are not in the history: those of runs that last, or that were
/// cut short, whose events would all be read each time.
/// </summary>
public sealed class RunListingCache
{
    private readonly ConcurrentDictionary<string, (Stamp Stamp, RunSummary? Run, string? Note)> _known = [];

    private readonly record struct Stamp(long? Result, long? Events, DateTime WrittenAt, bool IsRunning);

    internal (RunSummary? Run, string? Note) Of(string folder, Func<string, (RunSummary? Run, string? Note)> read)
    {
        var stamp = StampOf(folder);
        if (_known.TryGetValue(folder, out var known) && known.Stamp == stamp)
            return (known.Run, known.Note);
        var (run, note) = read(folder);
        _known[folder] = (stamp, run, note);
        return (run, note);
    }

    /// <summary>Forgets what is no longer listed.</summary>
    internal void Keep(IReadOnlySet<string> folders)
    {
        foreach (var folder in _known.Keys.Where(folder => !folders.Contains(folder)))
            _known.TryRemove(folder, out _);
    }

    // Of a run that lasts, what a list shows does not change once it has begun, but for its problems: they are not worth reading all again.
    private static Stamp StampOf(string folder)
    {
        var (result, events) = (
            new FileInfo(Path.Combine(folder, RecordLayout.ResultFile)),
            new FileInfo(Path.Combine(folder, RecordLayout.EventsFile))
        );
        if (LivingRecord.IsRunningIn(folder))
            return new Stamp(null, events is { Exists: true, Length: > 0 } ? 1 : 0, default, IsRunning: true);
        return new Stamp(
            result.Exists ? result.Length : null,
            events.Exists ? events.Length : null,
            result.Exists ? result.LastWriteTimeUtc : default,
            IsRunning: false
        );
    }
}
