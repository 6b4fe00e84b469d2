using System.Diagnostics;
using Beacon.Actors.Hosting;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Host.Console;

/// <summary>
/// Shows a run as scrolling lines and, under them, a live region. All that has happened since the last drawing is drawn at once, at most
/// ten times a second; while nothing happens, once a second for the clock.
/// </summary>
/// <param name="steps">Prints the lines above the region.</param>
/// <param name="region">The region.</param>
internal sealed class TerminalConsole(StepPrinter steps, LiveRegion region) : RunConsole
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private TimeSpan _elapsed;
    private long _elapsedAt = Stopwatch.GetTimestamp();
    private long _drawnAt;

    public override async Task ShowAsync(IBeaconRun run)
    {
        var view = new LiveView(run.Plan);
        steps.Begin(run.Plan);
        await using var events = run.Events(steps.WantsOutput(run.Plan)).GetAsyncEnumerator();
        var next = events.MoveNextAsync().AsTask();
        for (var isNew = false; ; )
        {
            var wait = isNew ? Frame - SinceDrawn : Tick;
            if (!next.IsCompleted && wait > TimeSpan.Zero)
                await Task.WhenAny(next, Task.Delay(wait));

            // Under a flood there is always another event.
            for (var began = Stopwatch.GetTimestamp(); next.IsCompleted && Stopwatch.GetElapsedTime(began) < Frame; isNew = true)
            {
                if (!await next)
                {
                    region.Draw([]);
                    return;
                }

                Show(events.Current);
                next = events.MoveNextAsync().AsTask();
            }

            if (SinceDrawn < (isNew ? Frame : Tick))
                continue;
            Draw(view);
            isNew = false;
        }
    }

    public override void ShowKill(UnixSignal signal) => steps.ShowKill(signal);

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
