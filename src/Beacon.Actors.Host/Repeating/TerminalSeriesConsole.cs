using System.Diagnostics;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Actors.Hosting;
using Spectre.Console;
using static Beacon.Plans.Durations;

namespace Beacon.Actors.Host.Repeating;

/// <summary>Shows a progress bar under the lines: the current run, and the time left for the whole series.</summary>
internal sealed class TerminalSeriesConsole(IAnsiConsole console, LiveRegion region, StatisticsDetail detail)
    : SeriesConsole(console, detail)
{
    private const int BarWidth = 24;
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(500);
    private volatile bool _isEnding;
    private bool _isEndingShown;

    public override Task ShowPreparationAsync(Task preparation, SeriesProgress progress) =>
        ShowAsync(
            preparation,
            elapsed =>
                new StyledLine()
                    .Add(new string('░', BarWidth), Tint.Grey)
                    .Add($" preparing {NameOf(progress)}, {progress.Side.Name}, {Rounded(elapsed)}")
        );

    public override Task ShowAsync(IBeaconRun run, SeriesProgress progress)
    {
        var expected = SeriesProgress.Expected(progress.Side, TimeSpan.Zero);
        return ShowAsync(run.Completion, elapsed => BarOf(progress, elapsed, expected));
    }

    /// <summary>Printed at the next refresh, since a signal comes on a thread of its own.</summary>
    public override void ShowEnding() => _isEnding = true;

    private async Task ShowAsync(Task end, Func<TimeSpan, StyledLine> line)
    {
        var clock = Stopwatch.StartNew();
        while (!end.IsCompleted)
        {
            ShowPendingEnding();
            region.Draw([line(clock.Elapsed).CutTo(region.Size.Width - 1)]);
            await Task.WhenAny(end, Task.Delay(Refresh));
        }

        region.Draw([]);
    }

    private static string NameOf(SeriesProgress progress) =>
        $"{(progress.IsWarmup ? "warm-up" : "run")} {progress.Number} of {progress.Total}";

    private void ShowPendingEnding()
    {
        if (!_isEnding || _isEndingShown)
            return;
        _isEndingShown = true;
        region.Draw([]);
        base.ShowEnding();
    }

    private StyledLine BarOf(SeriesProgress progress, TimeSpan elapsed, TimeSpan expected)
    {
        var share = Math.Clamp(
            ((progress.Number - 1) + (expected > TimeSpan.Zero ? Math.Min(1, elapsed / expected) : 0)) / progress.Total,
            0,
            1
        );
        var filled = (int)(share * BarWidth);
        var left = progress.Left + (expected > elapsed ? expected - elapsed : TimeSpan.Zero);
        return new StyledLine()
            .Add(new string('█', filled), Tint.Green)
            .Add(new string('░', BarWidth - filled), Tint.Grey)
            .Add($" {NameOf(progress)}, {progress.Side.Name}, {Rounded(elapsed)} · {Rounded(left)} left");
    }
}
