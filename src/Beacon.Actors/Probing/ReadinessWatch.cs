using System.Collections.Concurrent;
using Beacon.Plans;

namespace Beacon.Actors.Probing;

/// <summary>
/// Asks the readiness probes of one incarnation until each has held once, and stops asking those that have. Runs on the thread pool
/// and on its own time, never on an actor's.
/// </summary>
internal sealed class ReadinessWatch : IDisposable
{
    // A probe that hangs must not keep the next question from being asked.
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(1);

    private readonly Readiness _ready;
    private readonly ProbeAsker _asker;
    private readonly Action<Probe> _held;
    private readonly ConcurrentDictionary<Probe, string> _lastSeen = new();
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Begins to ask.</summary>
    /// <param name="ready">What to ask, and how often.</param>
    /// <param name="asker">Who asks.</param>
    /// <param name="held">Told each probe that holds, once. <c>log</c> probes are the launcher's and not asked here.</param>
    public ReadinessWatch(Readiness ready, ProbeAsker asker, Action<Probe> held)
    {
        (_ready, _asker, _held) = (ready, asker, held);
        foreach (var spec in ready.Probes.Distinct())
            asker.Work.Start(() => WatchAsync(spec));
    }

    /// <summary>What was last seen of a probe, for the reader of a timeout.</summary>
    public string LastSeen(Probe spec) => $"{spec}: {_lastSeen.GetValueOrDefault(spec, "no answer yet")}";

    /// <summary>Ends the asking.</summary>
    public void Dispose() => _stop.Cancel();

    private async Task WatchAsync(Probe spec)
    {
        try
        {
            if (spec is LogProbe)
            {
                _lastSeen[spec] = "no line has matched";
                return;
            }

            if (spec is AfterProbe after)
                await Task.Delay(after.Delay, _asker.Time, _stop.Token).ConfigureAwait(false);
            else
                await AskUntilItHoldsAsync(spec).ConfigureAwait(false);
            _held(spec);
        }
        catch (OperationCanceledException)
        {
            // The incarnation has ended, or is ready without this probe's word.
        }
    }

    private async Task AskUntilItHoldsAsync(Probe spec)
    {
        var probe = _asker.ForReadiness(spec);
        using var disposable = probe as IDisposable;
        using var interval = new PeriodicTimer(_ready.Interval, _asker.Time);
        do
        {
            var answer = await _asker.AskAsync(probe, AttemptTimeout, _stop.Token).ConfigureAwait(false);
            _lastSeen[spec] = answer.Observation;
            if (answer.Holds)
                return;
        } while (await interval.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false));
    }
}
