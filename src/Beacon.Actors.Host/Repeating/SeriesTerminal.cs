using System.Diagnostics;
using Beacon.Actors.Hosting;
using Spectre.Console;

namespace Beacon.Actors.Host.Repeating;

/// <summary>Under the lines a bar: how much of the current run is over, and how long all of it will still take.</summary>
internal sealed class SeriesTerminal(IAnsiConsole console) : SeriesConsole(console)
{
    private const int BarWidth = 24;
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(250);
    private readonly IAnsiConsole _console = console;
    private volatile bool _isEnding;
    private bool _isEndingTold;

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
                    TellEnding();
                    live.UpdateTarget(new Markup(BarOf(progress, clock.Elapsed, expected)));
                    await Task.WhenAny(run.Completion, Task.Delay(Refresh));
                }
            });
    }

    /// <summary>
    /// Told when the bar is drawn next: who printed while it is being drawn could wait for ever, since the console library takes its two
    /// locks in one order to print and in the other to draw.
    /// </summary>
    public override void Ending() => _isEnding = true;

    private void TellEnding()
    {
        if (!_isEnding || _isEndingTold)
            return;
        _isEndingTold = true;
        base.Ending();
    }

    private static string BarOf(SeriesProgress progress, TimeSpan elapsed, TimeSpan expected)
    {
        var share = Math.Clamp(
            ((progress.Number - 1) + (expected > TimeSpan.Zero ? Math.Min(1, elapsed / expected) : 0)) / progress.Of,
            0,
            1
        );
        var filled = (int)(share * BarWidth);
        var left = progress.Left + (expected > elapsed ? expected - elapsed : TimeSpan.Zero);
        return $"[green]{new string('█', filled)}[/][grey]{new string('░', BarWidth - filled)}[/] run {progress.Number} of {progress.Of}, {Escape(progress.Side.Name)}, {Seconds(elapsed)} · {Duration(left)} left";
    }
}
