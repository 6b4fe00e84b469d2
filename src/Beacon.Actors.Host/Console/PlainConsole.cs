using Beacon.Actors.Hosting;
using Beacon.Plans;

namespace Beacon.Actors.Host.Console;

/// <summary>Shows a run as plain lines, without a live part.</summary>
/// <param name="steps">Prints the steps.</param>
/// <param name="time">The time.</param>
/// <param name="showsProgress">Whether a long run shows how far it is, every ten seconds.</param>
internal sealed class PlainConsole(StepPrinter steps, TimeProvider time, bool showsProgress = true) : RunConsole
{
    private readonly TimeSpan _interval = showsProgress ? TimeSpan.FromSeconds(10) : Timeout.InfiniteTimeSpan;

    public override async Task ShowAsync(IBeaconRun run)
    {
        var progress = new ProgressText(run.Plan);
        steps.Begin(run.Plan);
        await using var events = run.Events(steps.WantsOutput(run.Plan)).GetAsyncEnumerator();
        var began = time.GetTimestamp();
        var (next, tick) = (events.MoveNextAsync().AsTask(), Task.Delay(_interval, time));
        while (true)
        {
            await Task.WhenAny(next, tick);
            if (next.IsCompleted)
            {
                if (!await next)
                    return;
                steps.Print(events.Current);
                next = events.MoveNextAsync().AsTask();
            }

            if (!tick.IsCompleted)
                continue;
            tick = Task.Delay(_interval, time);
            if (!steps.HasEnded)
                steps.ShowProgress(time.GetUtcNow(), progress.Of(steps.Snapshot, time.GetElapsedTime(began)));
        }
    }

    public override void ShowKill(UnixSignal signal) => steps.ShowKill(signal);
}
