using System.Runtime.CompilerServices;

namespace Beacon.Dashboard.Living;

/// <summary>The pages that are looked at, one for each run.</summary>
internal sealed class RunWatches(DashboardOptions options, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (RunWatch Watch, int Viewers)> _watches = [];

    /// <summary>The page of a record as it changes, until the run has ended; null: there is no such record.</summary>
    public IAsyncEnumerable<PageUpdate>? Follow(string id, CancellationToken cancellationToken) =>
        RunFolders.Find(options.Results, id) is { } folder ? FollowAsync(folder, cancellationToken) : null;

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_lock)
            foreach (var (watch, _) in _watches.Values)
                watch.Dispose();
    }

    private async IAsyncEnumerable<PageUpdate> FollowAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var watch = Enter(folder);
        try
        {
            await foreach (var update in watch.FollowAsync(cancellationToken))
                yield return update;
        }
        finally
        {
            Leave(folder, watch);
        }
    }

    private RunWatch Enter(string folder)
    {
        lock (_lock)
        {
            var (watch, viewers) = _watches.TryGetValue(folder, out var known) ? known : (new RunWatch(folder, time), 0);
            _watches[folder] = (watch, viewers + 1);
            return watch;
        }
    }

    // What nobody looks at keeps no memory.
    private void Leave(string folder, RunWatch watch)
    {
        lock (_lock)
        {
            _watches[folder] = (watch, _watches[folder].Viewers - 1);
            if (_watches[folder].Viewers > 0)
                return;
            _watches.Remove(folder);
        }

        watch.Dispose();
    }
}
