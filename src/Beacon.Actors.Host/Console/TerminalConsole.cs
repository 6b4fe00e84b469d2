using System.Diagnostics;
using Beacon.Actors.Hosting;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Host.Console;

/// <summary>
/// Shows a run as scrolling lines and, under them, a live region. All that has happened since the last drawing is drawn at once, at most
/// ten times a second; while nothing but samples and counters comes, once a second with the clock.
/// </summary>
/// <param name="steps">Prints the lines above the region.</param>
/// <param name="region">The region.</param>
internal sealed class TerminalConsole(StepPrinter steps, LiveRegion region) : RunConsole
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    // The samples of all components come one after the other.
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(20);

    private TimeSpan _elapsed;
    private long _elapsedAt = Stopwatch.GetTimestamp();
    private long _drawnAt;

    public override async Task ShowAsync(IBeaconRun run)
    {
        var view = new LiveView(run.Plan);
        steps.Begin(run.Plan);
        await using var events = run.Events(steps.WantsOutput(run.Plan)).GetAsyncEnumerator();
        var next = events.MoveNextAsync().AsTask();
        var gathered = 0L;
        using var alarm = new Alarm();
        for (var isNew = false; ; )
        {
            var wait = (isNew ? Frame : Tick) - SinceDrawn;
            if (!next.IsCompleted && wait > TimeSpan.Zero)
            {
                await Task.WhenAny(next, alarm.After(wait));
                if (next.IsCompleted && Stopwatch.GetElapsedTime(gathered) > Frame)
                {
                    await Task.Delay(Burst);
                    gathered = Stopwatch.GetTimestamp();
                }
            }

            // Under a flood there is always another event.
            for (var began = Stopwatch.GetTimestamp(); next.IsCompleted && Stopwatch.GetElapsedTime(began) < Frame; )
            {
                if (!await next)
                {
                    region.Draw([]);
                    return;
                }

                Show(events.Current);
                isNew |= !IsSample(events.Current);
                next = events.MoveNextAsync().AsTask();
            }

            if (SinceDrawn < (isNew ? Frame : Tick))
                continue;
            Draw(view);
            isNew = false;
        }
    }

    public override void ShowKill(UnixSignal signal) => steps.ShowKill(signal);

    // What is measured all the time is shown with the clock.
    private static bool IsSample(RunEvent happened) => happened is ResourcesSampled or MachineSampled or StatisticReported { Final: false };

    private TimeSpan SinceDrawn => Stopwatch.GetElapsedTime(_drawnAt);

    private void Show(RunEvent happened)
    {
        (_elapsed, _elapsedAt) = (happened.Elapsed, Stopwatch.GetTimestamp());
        steps.Print(happened);
    }

    private void Draw(LiveView view)
    {
        var (width, height) = region.Size;
        var elapsed = _elapsed + Stopwatch.GetElapsedTime(_elapsedAt);
        region.Draw(steps.HasEnded ? [] : view.Lines(steps.Snapshot, elapsed, width, height));
        _drawnAt = Stopwatch.GetTimestamp();
    }
}
