using System.Collections.Immutable;
using Beacon.Records.History;
using Beacon.Records.Layout;

namespace Beacon.Dashboard.Living;

/// <summary>Which runs are wanted.</summary>
internal sealed record RunQuery
{
    public const int MostRuns = 500;
    private const int RunsByDefault = 100;

    /// <summary>Only runs of the plan with this name; null: of all.</summary>
    public string? Plan { get; init; }

    /// <summary>Only runs that ended so (<see cref="RunSummary.Endings"/>); null: all.</summary>
    public string? Outcome { get; init; }

    /// <summary>Only runs with this label; null: all.</summary>
    public string? Label { get; init; }

    /// <summary>Only runs that started on this UTC day or later; null: all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>How many of the latest are left out.</summary>
    public int Offset { get; init; }

    /// <summary>How many are wanted: 1 to <see cref="MostRuns"/>.</summary>
    public int Limit { get; init; } = RunsByDefault;

    /// <summary>Reads it from the address of a request; what makes no sense there counts as not given.</summary>
    public static RunQuery Of(IQueryCollection query) =>
        new()
        {
            Plan = TextOf(query, "plan"),
            Outcome = TextOf(query, "outcome"),
            Label = TextOf(query, "label"),
            Since = DateTimeOffset.TryParse(
                TextOf(query, "since"),
                System.Globalization.CultureInfo.InvariantCulture,
                System.Globalization.DateTimeStyles.AssumeUniversal,
                out var since
            )
                ? since
                : null,
            Offset = NumberOf(query, "offset") is { } offset ? Math.Max(0, offset) : 0,
            Limit = NumberOf(query, "limit") is { } limit ? Math.Clamp(limit, 1, MostRuns) : RunsByDefault,
        };

    public bool Holds(RunSummary run) =>
        (Plan is null || run.Name == Plan)
        && (Outcome is null || run.Ending == Outcome)
        && (Label is null || run.Label == Label)
        && (Since is null || run.StartedAt >= Since);

    private static string? TextOf(IQueryCollection query, string name) => query[name] is [{ Length: > 0 } text, ..] ? text : null;

    private static int? NumberOf(IQueryCollection query, string name) => int.TryParse(query[name], out var number) ? number : null;
}

/// <summary>A page of the list of runs.</summary>
/// <param name="Query">What was asked for.</param>
/// <param name="Runs">The runs of the page, the latest first.</param>
/// <param name="Total">How many runs match in all.</param>
/// <param name="Plans">The names of all plans.</param>
/// <param name="Notes">What is wrong with the list.</param>
internal sealed record RunListing(
    RunQuery Query,
    ImmutableArray<RunSummary> Runs,
    int Total,
    ImmutableArray<string> Plans,
    ImmutableArray<string> Notes
);

/// <summary>
/// The runs of the results folder. All viewers share a list that is at most a second old, or, if nothing has begun, ended, come or gone
/// since it was read, ten.
/// </summary>
internal sealed class RunList(DashboardOptions options, TimeProvider time)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FreshnessOfTheSame = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly RunListingCache _cache = new();
    private Records.History.RunListing? _listing;
    private object? _stamp;
    private long _readAt;

    /// <summary>All runs, the latest first.</summary>
    public ImmutableArray<RunSummary> All => Read().Runs;

    public RunListing Find(RunQuery query)
    {
        var listing = Read();
        var matching = listing.Runs.Where(query.Holds).ToList();
        return new RunListing(
            query,
            [.. matching.Skip(query.Offset).Take(query.Limit)],
            matching.Count,
            [.. listing.Runs.Select(run => run.Name).Distinct().Order(StringComparer.Ordinal)],
            [.. listing.Notes.Select(note => note.Text)]
        );
    }

    private Records.History.RunListing Read()
    {
        lock (_lock)
        {
            var age = time.GetElapsedTime(_readAt);
            if (_listing is not null && age < Freshness)
                return _listing;
            // Taken before the list is read: what changes in the meantime is seen the next time.
            var stamp = StampOf(options.Results);
            if (_listing is not null && age < FreshnessOfTheSame && stamp.Equals(_stamp))
                return _listing;
            _listing = Records.History.RunListing.Read(options.Results, _cache);
            (_stamp, _readAt) = (stamp, time.GetTimestamp());
            return _listing;
        }
    }

    // What changes with the runs of a folder: which records are there, which runs are marked as living, and the history; its readers leave
    // its time as it is, but not that of the folder.
    private static (int Records, DateTime Marks, DateTime History, long Log) StampOf(string results)
    {
        var records = new HashCode();
        if (Directory.Exists(results))
            foreach (var folder in Directory.EnumerateDirectories(results))
                records.Add(folder);
        var log = new FileInfo(Path.Combine(results, $"{RecordLayout.HistoryFile}-wal"));
        return (
            records.ToHashCode(),
            Directory.GetLastWriteTimeUtc(Path.Combine(results, RunningMarks.FolderName)),
            File.GetLastWriteTimeUtc(Path.Combine(results, RecordLayout.HistoryFile)),
            log.Exists ? log.Length : 0
        );
    }
}
