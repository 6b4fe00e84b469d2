using System.Diagnostics;
using Beacon.Actors.Hosting;
using Spectre.Console;
using static Beacon.Plans.Durations;

namespace Beacon.Actors.Host.Repeating;

/// <summary>Shows a progress bar under the lines: the current run, and the time left for the whole series.</summary>
internal sealed class TerminalSeriesConsole(IAnsiConsole console) : SeriesConsole(console)
{
    private const int BarWidth = 24;
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(250);
    private readonly IAnsiConsole _console = console;
    private volatile bool _isEnding;
    private bool _isEndingShown;

    public override async Task ShowAsync(IBeaconRun run, SeriesProgress progress)
    {
        var clock = Stopwatch.StartNew();
        var expected = SeriesProgress.Expected(progress.Side, TimeSpan.Zero);
        await _console
            .Live(Text.Empty)
            .AutoClear(true)
            .StartAsync(async live =>
            {
                while (!run.Completion.IsCompleted)
                {
                    ShowPendingEnding();
                    live.UpdateTarget(new Markup(BarOf(progress, clock.Elapsed, expected)));
                    await Task.WhenAny(run.Completion, Task.Delay(Refresh));
                }
            });
    }

    /// <summary>
    /// Printed at the next refresh: the console library takes its two locks in one order to print and in the other to draw, so that
    /// printing from another thread could deadlock.
    /// </summary>
    public override void ShowEnding() => _isEnding = true;

    private void ShowPendingEnding()
    {
        if (!_isEnding || _isEndingShown)
            return;
        _isEndingShown = true;
        base.ShowEnding();
    }

    private static string BarOf(SeriesProgress progress, TimeSpan elapsed, TimeSpan expected)
    {
        var share = Math.Clamp(
            ((progress.Number - 1) + (expected > TimeSpan.Zero ? Math.Min(1, elapsed / expected) : 0)) / progress.Total,
            0,
            1
        );
        var filled = (int)(share * BarWidth);
        var left = progress.Left + (expected > elapsed ? expected - elapsed : TimeSpan.Zero);
        var bar = $"[green]{new string('█', filled)}[/][grey]{new string('░', BarWidth - filled)}[/]";
        var run = $"run {progress.Number} of {progress.Total}, {Escape(progress.Side.Name)}, {Rounded(elapsed)}";
        return $"{bar} {run} · {Rounded(left)} left";
    }
}
