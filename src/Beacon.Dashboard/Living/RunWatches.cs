using System.Collections.Concurrent;
using Beacon.Actors.Control.Client;

namespace Beacon.Dashboard.Living;

/// <summary>The pages that are looked at, one for each run.</summary>
internal sealed class RunWatches(DashboardOptions options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // So long a page may take to fetch the last state of its run.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, RunWatch> _watches = [];

    /// <summary>The page of a record; null: there is no such record.</summary>
    public RunWatch? Find(string id) =>
        RunFolders.Find(options.Results, id) is { } folder ? _watches.GetOrAdd(id, _ => new RunWatch(folder, time)) : null;

    /// <summary>Completes when a run has ended and its viewers had time to see how.</summary>
    public async Task EndedAsync(string run, CancellationToken stop)
    {
        while (LivingRun.In(options.Results).Any(living => living.Id == run))
            await Task.Delay(Interval, time, stop);
        await Task.Delay(Farewell, time, stop);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var watch in _watches.Values)
            watch.Dispose();
    }
}
