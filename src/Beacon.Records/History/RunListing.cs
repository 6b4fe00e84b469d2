using System.Collections.Immutable;
using System.Globalization;
using Beacon.Processes.Files;
using Beacon.Records.Layout;
using Beacon.Records.Reading;

namespace Beacon.Records.History;

/// <summary>A note on a list of runs, one sentence.</summary>
/// <param name="Text">The sentence.</param>
/// <param name="IsForRebuild">Whether rebuilding the history removes the reason for the note.</param>
public sealed record ListingNote(string Text, bool IsForRebuild = false);

/// <summary>The list of the runs in a results folder.</summary>
/// <param name="Runs">The runs, the latest first.</param>
/// <param name="Notes">The records that can't be read and why, and problems of the history; each a sentence.</param>
public sealed record RunListing(ImmutableArray<RunSummary> Runs, ImmutableArray<ListingNote> Notes)
{
    // A list does not wait long for a locked history.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly IReadOnlyDictionary<string, RunSummary> Nothing = new Dictionary<string, RunSummary>();

    /// <summary>
    /// Lists the records of a folder. Runs in the history are taken from there, all other records are read. The list is therefore correct
    /// in any case, and only slower without a history.
    /// </summary>
    /// <param name="results">The results folder; it need not exist.</param>
    /// <param name="cache">What earlier lists of the folder have read; null: nothing is kept.</param>
    /// <exception cref="IOException">The folder can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public static RunListing Read(string results, RunListingCache? cache = null)
    {
        var candidates = RunRecords.Candidates(results).ToList();
        var (known, fault, isUsable) = ReadHistory(results);
        var unknown = candidates.Where(folder => !known.ContainsKey(Path.GetFileName(folder))).ToList();
        cache?.Keep(unknown.ToHashSet());
        var read = unknown.AsParallel().Select(folder => cache?.Of(folder, ReadRecord) ?? ReadRecord(folder)).ToList();
        var unindexed = isUsable ? read.Count(entry => entry.Run?.State == RecordState.Complete) : 0;
        return new RunListing(
            [
                .. WithOtherPlans([
                    .. candidates
                        .Select(folder => known.GetValueOrDefault(Path.GetFileName(folder)))
                        .Concat(read.Select(entry => entry.Run))
                        .OfType<RunSummary>()
                        .OrderByDescending(run => run.StartedAt)
                        .ThenByDescending(run => run.Id, StringComparer.Ordinal),
                ]),
            ],
            [
                .. read.Select(entry => entry.Note).OfType<string>().Order(StringComparer.Ordinal).Select(note => new ListingNote(note)),
                .. HistoryNote(fault, unindexed),
            ]
        );
    }

    // A baseline has runs of one plan: that of the latest comparable run, as a comparison chooses them.
    private static IEnumerable<RunSummary> WithOtherPlans(IReadOnlyList<RunSummary> runs)
    {
        var latest = runs.Where(run => run is { State: RecordState.Complete, IsComparable: true, PlanSha256: not null })
            .DistinctBy(run => run.Name)
            .ToDictionary(run => run.Name);
        return runs.Select(run =>
            run.PlanSha256 is { } plan && latest.GetValueOrDefault(run.Name) is { } other && other.PlanSha256 != plan
                ? run with
                {
                    OtherPlanThan = other.Id,
                }
                : run
        );
    }

    private static (IReadOnlyDictionary<string, RunSummary> Known, HistoryException? Fault, bool IsUsable) ReadHistory(string results)
    {
        try
        {
            // Where others can change the folder, nobody writes a history, and none is believed.
            using var folder = RecordFolder.OpenGuarded(results);
            if (folder.IsOfAnotherUser)
                return (Nothing, null, false);
            if (!folder.Has(RecordLayout.HistoryFile))
                return (Nothing, null, true);
            using var history = RunHistory.OpenToRead(folder, Patience);
            return (history.Runs(results), null, true);
        }
        catch (HistoryException exception)
        {
            return (Nothing, exception, true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (Nothing, null, false);
        }
    }

    private static IEnumerable<ListingNote> HistoryNote(HistoryException? fault, int unindexed)
    {
        if (fault is not null)
            yield return new ListingNote($"{fault.Message}; the records were read instead", IsForRebuild: !fault.IsLocked);
        else if (unindexed > 0)
            yield return new ListingNote(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{unindexed:N0} of the runs {(unindexed == 1 ? "is" : "are")} not in {RecordLayout.HistoryFile}"
                ),
                IsForRebuild: true
            );
    }

    private static (RunSummary? Run, string? Note) ReadRecord(string folder)
    {
        var record = RecordReader.TryRead(folder, out var note);
        return (record is null ? null : RunSummary.Of(record), RecordReader.IsRecord(folder) ? note : null);
    }
}
