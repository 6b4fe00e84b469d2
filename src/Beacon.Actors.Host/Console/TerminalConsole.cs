using System.Diagnostics;
using Beacon.Actors.Hosting;
using Beacon.Plans;
using Beacon.Records.Events;
using Spectre.Console;

namespace Beacon.Actors.Host.Console;

/// <summary>Shows a run as scrolling lines and, under them, a progress bar and a table, refreshed four times a second.</summary>
internal sealed class TerminalConsole(IAnsiConsole console, StepPrinter steps) : RunConsole
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(250);

    // The console library takes its two locks in one order to print and in the other to draw: without this lock both could deadlock.
    private readonly Lock _screen = new();

    public override async Task ShowAsync(IBeaconRun run)
    {
        steps.Begin(run.Plan);
        var clock = Stopwatch.StartNew();
        await console
            .Live(Text.Empty)
            .AutoClear(true)
            .Overflow(VerticalOverflow.Crop)
            .StartAsync(async live =>
            {
                void Draw() => live.UpdateTarget(LiveView.Of(run.Plan, steps.Snapshot, clock.Elapsed));

                void Show(RunEvent runEvent)
                {
                    if (runEvent is RunFinished || steps.IsOver(runEvent))
                        live.UpdateTarget(Text.Empty);
                    steps.Print(runEvent);
                    if (runEvent is ComponentStarting or ComponentReady or ComponentExited or RunOperational)
                        Draw();
                }

                using var done = new CancellationTokenSource();
                var drawing = DrawAsync(Draw, done.Token);
                await foreach (var runEvent in run.Events(steps.WantsOutput(run.Plan)))
                {
                    lock (_screen)
                        Show(runEvent);
                }

                await done.CancelAsync();
                await drawing;
                live.UpdateTarget(Text.Empty);
            });
    }

    public override void ShowKill(UnixSignal signal) => steps.ShowKill(signal);

    private async Task DrawAsync(Action draw, CancellationToken done)
    {
        using var timer = new PeriodicTimer(Refresh);
        try
        {
            while (await timer.WaitForNextTickAsync(done))
            {
                lock (_screen)
                {
                    if (!steps.HasEnded)
                        draw();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
