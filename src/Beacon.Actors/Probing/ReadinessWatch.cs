using System.Collections.Concurrent;
using Beacon.Actors.Scheduling;
using Beacon.Plans;

namespace Beacon.Actors.Probing;

/// <summary>
/// Polls the readiness probes of one incarnation until each has held once. Runs on the thread pool and with timers of its own, never on an
/// actor's thread.
/// </summary>
internal sealed class ReadinessWatch : IDisposable
{
    // A check that hangs must not keep the next one from being made; one that is only slow gets twice the time at its next attempt.
    private static readonly TimeSpan FirstTimeout = TimeSpan.FromSeconds(1);

    private readonly Readiness _ready;
    private readonly ProbeRunner _runner;
    private readonly Action<int> _held;
    private readonly ConcurrentDictionary<int, string> _lastSeen = new();
    private readonly CancellationTokenSource _stop = new();

    /// <summary>
    /// Starts to poll; calls <c>held</c> once for each probe that holds, with its first index in <see cref="Readiness.Probes"/>. <c>log</c>
    /// probes are matched by the launcher.
    /// </summary>
    public ReadinessWatch(Readiness ready, ProbeRunner runner, Action<int> held)
    {
        (_ready, _runner, _held) = (ready, runner, held);
        for (var index = 0; index < ready.Probes.Length; index++)
        {
            var probe = index;
            if (ready.Probes.IndexOf(ready.Probes[probe]) < probe)
                continue;
            if (ready.Probes[probe] is LogProbe)
                _lastSeen[probe] = "no line has matched";
            else
                runner.Start(() => WatchAsync(probe));
        }
    }

    /// <summary>What was last seen of a probe, for the message of a timeout.</summary>
    public string LastSeen(int probe) => $"{_ready.Probes[probe]}: {_lastSeen.GetValueOrDefault(probe, "no answer yet")}";

    /// <summary>The pattern of <c>log</c> probes was given up.</summary>
    public void NoteGivenUp(OutputPattern pattern)
    {
        for (var index = 0; index < _ready.Probes.Length; index++)
            if (_ready.Probes[index] is LogProbe log && log.Pattern.Equals(pattern))
                _lastSeen[index] = "its pattern was given up, since it is too slow";
    }

    public void Dispose() => _stop.Cancel();

    private async Task WatchAsync(int probe)
    {
        if (_ready.Probes[probe] is AfterProbe after)
            await _runner.Time.DelayAsync(after.Delay, _stop.Token).ConfigureAwait(false);
        else
            await PollUntilItHoldsAsync(probe).ConfigureAwait(false);
        _held(probe);
    }

    private async Task PollUntilItHoldsAsync(int probe)
    {
        var check = _runner.ForReadiness(_ready.Probes[probe]);
        using var disposable = check as IDisposable;
        using var interval = _runner.Time.Every(_ready.Interval);
        var timeout = FirstTimeout;
        do
        {
            var began = _runner.Time.GetTimestamp();
            var result = await _runner.CheckAsync(check, timeout, _stop.Token).ConfigureAwait(false);
            _lastSeen[probe] = result.Observation;
            if (result.Holds)
                return;
            if (_runner.Time.GetElapsedTime(began) >= timeout && timeout < _ready.Timeout)
                timeout *= 2;
        } while (await interval.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false));
    }
}
