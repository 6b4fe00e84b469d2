using System.Collections.Concurrent;

namespace Beacon.Dashboard.Living;

/// <summary>The pages that are looked at, one for each run.</summary>
internal sealed class RunWatches(DashboardOptions options, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, RunWatch> _watches = [];

    /// <summary>The page of a record; null: there is no such record.</summary>
    public RunWatch? Find(string id) =>
        RunFolders.Find(options.Results, id) is { } folder ? _watches.GetOrAdd(id, _ => new RunWatch(folder, time)) : null;

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var watch in _watches.Values)
            watch.Dispose();
    }
}
