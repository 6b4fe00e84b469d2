using System.Diagnostics;
using Beacon.Actors.Hosting;
using Beacon.Actors.Running;
using Spectre.Console;

namespace Beacon.Actors.Host.Console;

/// <summary>Steps that scroll, and under them what holds now: a bar and a table that are drawn anew four times a second.</summary>
internal sealed class TerminalConsole(IAnsiConsole console, StepPrinter steps) : RunConsole
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(250);

    public override async Task ShowAsync(IBeaconRun run)
    {
        steps.Begin(run.Plan);
        var clock = Stopwatch.StartNew();
        await console.Live(Text.Empty).AutoClear(true).Overflow(VerticalOverflow.Crop).StartAsync(async live =>
        {
            void Draw() => live.UpdateTarget(LiveView.Of(run.Plan, steps.Snapshot, clock.Elapsed));

            using var done = new CancellationTokenSource();
            var drawing = DrawAsync(Draw, done.Token);
            await foreach (var happened in run.Events(steps.WantsOutput(run.Plan)))
            {
                if (happened is RunFinished || steps.IsOver(happened)) live.UpdateTarget(Text.Empty);
                steps.Print(happened);
                if (happened is ComponentStarting or ComponentReady or ComponentExited or RunOperational) Draw();
            }

            await done.CancelAsync();
            await drawing;
            live.UpdateTarget(Text.Empty);
        });
    }

    private async Task DrawAsync(Action draw, CancellationToken done)
    {
        using var timer = new PeriodicTimer(Refresh);
        try
        {
            while (await timer.WaitForNextTickAsync(done))
                if (!steps.HasEnded) draw();
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
