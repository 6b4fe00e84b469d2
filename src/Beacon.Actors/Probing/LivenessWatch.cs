using Beacon.Actors.Scheduling;
using Beacon.Plans;

namespace Beacon.Actors.Probing;

/// <summary>
/// Polls the liveness probes of one incarnation, from its readiness on, until one has failed too often in a row. Runs on the thread pool
/// and with timers of its own, never on an actor's thread.
/// </summary>
internal sealed class LivenessWatch : IDisposable
{
    private readonly Liveness _alive;
    private readonly ProbeRunner _runner;
    private readonly Action<string> _failed;
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Starts to poll; calls <paramref name="failed"/> with what was last seen of a probe that has failed too often.</summary>
    public LivenessWatch(Liveness alive, ProbeRunner runner, Action<string> failed)
    {
        (_alive, _runner, _failed) = (alive, runner, failed);
        foreach (var spec in alive.Probes.Distinct().Where(spec => spec is not AfterProbe))
            runner.Start(() => WatchAsync(spec));
    }

    public void Dispose() => _stop.Cancel();

    private async Task WatchAsync(Probe spec)
    {
        if (_alive.Probes.OfType<AfterProbe>().FirstOrDefault() is { } after)
            await _runner.Time.DelayAsync(after.Delay, _stop.Token).ConfigureAwait(false);
        _failed($"{spec}: {await PollUntilItFailsAsync(spec).ConfigureAwait(false)}");
    }

    private async Task<string> PollUntilItFailsAsync(Probe spec)
    {
        var check = _runner.ForLiveness(spec);
        using var disposable = check as IDisposable;

        // A progress probe has its own tolerance (within), which a longer interval must not extend.
        var (allowedFailures, every) = spec is ProgressProbe progress
            ? (1, progress.Within < _alive.Interval ? progress.Within : _alive.Interval)
            : (_alive.Failures, _alive.Interval);
        using var interval = _runner.Time.Every(every);
        for (var failures = 0; ; )
        {
            await interval.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false);
            var result = await _runner.CheckAsync(check, _alive.Timeout, _stop.Token).ConfigureAwait(false);
            failures = result.Holds || result.IsUnknown ? 0 : failures + 1;
            if (failures == allowedFailures)
                return allowedFailures == 1 ? result.Observation : $"{result.Observation}, {failures} times in a row";
        }
    }
}
