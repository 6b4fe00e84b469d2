using System.Diagnostics;
using Beacon.Records.Events;

namespace Beacon.Actors.TestKit;

/// <summary>How the time of a run goes on: from one timer to the next, and each time until nothing moves any more.</summary>
public sealed partial class VirtualRun
{
    // Only ever reached by a test that fails: real time in which nothing moves although something should.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Moves the time, timer by timer, so that all that is due on the way happens at its own moment.</summary>
    /// <param name="by">How far.</param>
    public async Task AdvanceAsync(TimeSpan by)
    {
        var target = Time.Elapsed + by;
        await SettleAsync().ConfigureAwait(false);
        while (Time.NextDue is { } next && Time.Elapsed + next <= target)
        {
            Time.Advance(next);
            await SettleAsync().ConfigureAwait(false);
        }

        Time.Advance(target - Time.Elapsed);
        await SettleAsync().ConfigureAwait(false);
    }

    /// <summary>Moves the time until something is there; null: the run is over, or so much time has passed, without it.</summary>
    private async Task<T?> UntilAsync<T>(Func<T?> look, TimeSpan within)
        where T : class
    {
        var limit = Time.Elapsed + within;
        while (true)
        {
            await SettleAsync().ConfigureAwait(false);
            if (look() is { } found)
                return found;
            if (Events is [.., RunFinished] || Time.NextDue is not { } next || Time.Elapsed + next > limit)
                return null;
            Time.Advance(next);
        }
    }

    /// <summary>Waits until the run has dealt with what was set in motion; the time stands still meanwhile.</summary>
    private async Task SettleAsync()
    {
        Time.Advance(TimeSpan.Zero);
        var waiting = Stopwatch.StartNew();
        while (!await IsSettledAsync().ConfigureAwait(false))
        {
            if (waiting.Elapsed > Patience)
                throw Failed("the run to go on", $"it has stood still for {Durations(Patience)}");
            await Task.Delay(1).ConfigureAwait(false);
        }
    }

    // A run that goes on waits for work on the pool or for a timer, and nothing happens in it meanwhile.
    private async Task<bool> IsSettledAsync()
    {
        var before = (Time.NextDue, _events.Count);
        await Task.Run(() => { }).ConfigureAwait(false);
        return _work.IsNone && before == (Time.NextDue, _events.Count) && (Time.NextDue is not null || Events is [.., RunFinished]);
    }
}
