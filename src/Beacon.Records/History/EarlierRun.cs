using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Processes.Files;
using Beacon.Records.Layout;

namespace Beacon.Records.History;

/// <summary>
/// The last comparable run of the same plan before a run, from the history of its results folder. One run against one is no proof of a
/// change; it says where to look.
/// </summary>
public sealed record EarlierRun
{
    // The end of a run does not wait for a locked history.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The earlier run's id.</summary>
    public required string Id { get; init; }

    /// <summary>Its start on the wall clock, in UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Whether both runs had the same plan (the hash that records store); a plan with another duration is another.</summary>
    public required bool HasSamePlan { get; init; }

    /// <summary>The times and rates that both runs have, in printed order.</summary>
    public required ImmutableArray<StatisticChange> Changes { get; init; }

    /// <summary>
    /// Finds it; null: there is none, the run itself is not comparable, or there is no usable history. Reads two rows and their
    /// statistics, no record.
    /// </summary>
    /// <param name="record">The record folder of the run, which is in the history already.</param>
    public static EarlierRun? Before(string record)
    {
        try
        {
            if (Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(record))) is not { } results)
                return null;
            using var folder = RecordFolder.OpenGuarded(results);
            if (folder.IsOfAnotherUser || !folder.Has(RecordLayout.HistoryFile))
                return null;
            using var history = RunHistory.OpenToRead(folder, Patience);
            return history.Before(Path.GetFileName(Path.TrimEndingDirectorySeparator(record)));
        }
        catch (Exception exception) when (exception is HistoryException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <summary>A time or a rate of a run, beside that of an earlier one.</summary>
/// <param name="Key">The key of the statistic.</param>
/// <param name="Was">What the earlier run printed.</param>
/// <param name="Is">What the run printed.</param>
/// <param name="Share">The difference as a share of the earlier value: 0.05 is five percent more.</param>
/// <param name="Better">The better direction: lower for a time, higher for a rate.</param>
public sealed record StatisticChange(StatisticKey Key, UntrustedText Was, UntrustedText Is, double Share, Better Better);
