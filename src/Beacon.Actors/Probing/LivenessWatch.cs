using Beacon.Plans;

namespace Beacon.Actors.Probing;

/// <summary>
/// Asks the liveness probes of one incarnation, from its readiness on, until one has failed too often in a row. Runs on the thread pool
/// and on its own time, never on an actor's.
/// </summary>
internal sealed class LivenessWatch : IDisposable
{
    private readonly Liveness _alive;
    private readonly ProbeAsker _asker;
    private readonly Action<string> _failed;
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Begins to ask.</summary>
    /// <param name="alive">What to ask, how often, and how many failures are too many.</param>
    /// <param name="asker">Who asks.</param>
    /// <param name="failed">Told what was last seen of a probe that has failed too often.</param>
    public LivenessWatch(Liveness alive, ProbeAsker asker, Action<string> failed)
    {
        (_alive, _asker, _failed) = (alive, asker, failed);
        foreach (var spec in alive.Probes.Distinct().Where(spec => spec is not AfterProbe))
            asker.Work.Start(() => WatchAsync(spec));
    }

    /// <summary>Ends the asking.</summary>
    public void Dispose() => _stop.Cancel();

    private async Task WatchAsync(Probe spec)
    {
        try
        {
            if (_alive.Probes.OfType<AfterProbe>().FirstOrDefault() is { } after)
                await Task.Delay(after.Delay, _asker.Time, _stop.Token).ConfigureAwait(false);
            _failed($"{spec}: {await AskUntilItFailsAsync(spec).ConfigureAwait(false)}");
        }
        catch (OperationCanceledException)
        {
            // The incarnation has ended, or is being stopped.
        }
    }

    private async Task<string> AskUntilItFailsAsync(Probe spec)
    {
        var probe = _asker.ForLiveness(spec);
        using var disposable = probe as IDisposable;

        // Progress has its patience in itself, and is not to be found out later for a long interval.
        var (patience, every) = spec is ProgressProbe progress
            ? (1, progress.Within < _alive.Interval ? progress.Within : _alive.Interval)
            : (_alive.Failures, _alive.Interval);
        using var interval = new PeriodicTimer(every, _asker.Time);
        for (var failures = 0; ; )
        {
            await interval.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false);
            var answer = await _asker.AskAsync(probe, _alive.Timeout, _stop.Token).ConfigureAwait(false);
            failures = answer.Holds ? 0 : failures + 1;
            if (failures == patience)
                return patience == 1 ? answer.Observation : $"{answer.Observation}, {failures} times in a row";
        }
    }
}
