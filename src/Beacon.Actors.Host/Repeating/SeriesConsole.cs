using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Actors.Hosting;
using Beacon.Records.Events;
using Beacon.Reports.Exporting;
using Spectre.Console;
using static Beacon.Plans.Durations;

namespace Beacon.Actors.Host.Repeating;

/// <summary>Shows a series of runs: a line for each finished run.</summary>
internal class SeriesConsole(IAnsiConsole console, StatisticsDetail detail = StatisticsDetail.Full)
{
    public static SeriesConsole For(CommandSettings settings, TextWriter output)
    {
        if (settings.Json)
            return new JsonSeriesConsole(output);

        var detail = settings.Screen.Statistics;
        var console = Terminals.For(output, settings.Plain, settings.Screen.Colour);
        if (!Terminals.IsTerminal(output) || settings.Plain || Terminals.IsDumb)
            return new SeriesConsole(console, detail);
        var region = new LiveRegion(
            StandardStream.Cleaned(output).Trusted,
            () => Terminals.Size,
            console.Profile.Capabilities.ColorSystem != ColorSystem.NoColors
        );
        return new TerminalSeriesConsole(console, region, detail);
    }

    public virtual void Begin(IReadOnlyList<SeriesSide> sides, SeriesSettings settings)
    {
        var count = settings.Count;
        var names = string.Join(" and ", sides.Select(side => Escape(side.Name)));
        var runs = $"{count} run{(count == 1 ? "" : "s")}{(sides.Count > 1 ? " each, in turn" : "")}";
        if (settings.Warmups > 0)
            runs += $", after {Warmups(settings.Warmups)}{(sides.Count > 1 ? " each" : "")}";
        Line($"[bold]Repeating[/] {names}: {runs} · Ctrl+C: stop after the current run");
    }

    /// <summary>Shows that a run is being prepared, until it is.</summary>
    public virtual Task ShowPreparationAsync(Task preparation, SeriesProgress progress) => preparation;

    /// <summary>Shows a run until it is over.</summary>
    public virtual Task ShowAsync(IBeaconRun run, SeriesProgress progress) => run.Completion;

    /// <summary>Shows that the current run is the last one.</summary>
    public virtual void ShowEnding() => Line("[yellow]stopping after this run; Ctrl+C again stops it now[/]");

    /// <summary>Shows the result of a run.</summary>
    /// <param name="result">The result.</param>
    /// <param name="progress">The progress of the series.</param>
    /// <param name="isReplaced">Whether another run replaces it.</param>
    public virtual void ShowResult(RunResult result, SeriesProgress progress, bool isReplaced)
    {
        var isGood = progress.IsWarmup ? result.Outcome == RunOutcome.Completed : result.NotComparable.IsEmpty;
        var outcome = result.Outcome.ToString().ToLowerInvariant();
        var reason = isGood ? "" : $": {Escape(result.Cause?.Message.Split('\n')[0] ?? SeriesProgress.ReasonsOf(result))}";
        if (isReplaced)
            reason += "; another run replaces it";
        var left = progress.Left > TimeSpan.Zero ? $" · {Rounded(progress.Left)} left" : "";
        var unmet = result.Outcome == RunOutcome.Completed ? ExpectationText.NotMet(result.Expectations) : "";
        if (unmet.Length > 0)
            outcome += $", {unmet}";
        var mark = isGood && unmet.Length == 0 ? "[green]✓[/]" : "[yellow]✗[/]";
        if (progress.IsWarmup)
            reason += " · warm-up";
        Line(
            $"{progress.Number, 4}/{progress.Total} {mark} {Escape(result.Id)} {outcome}{reason} [grey]· {Rounded(result.Elapsed)}{left}[/]"
        );
    }

    /// <summary>Shows that no further run follows.</summary>
    /// <param name="sides">The sides with their results.</param>
    /// <param name="why">Why the series ended early; null: it did not.</param>
    public virtual void ShowEnd(IReadOnlyList<SeriesSide> sides, string? why)
    {
        if (why is not null)
            Line($"[yellow]{Escape(why)}[/]");
    }

    /// <summary>Shows the statistics over all runs of a side.</summary>
    public virtual void Summarize(SeriesSide side, int replaced) => SeriesSummary.Show(console, side, replaced, detail);

    /// <summary>Called last, after the summaries and the comparison.</summary>
    public virtual void Finish(int exitCode) { }

    /// <summary>A number of warm-ups, in words.</summary>
    public static string Warmups(int count) => $"{count} warm-up{(count == 1 ? "" : "s")}";

    protected void Line(string markup) => console.Write(new ScreenLine(markup));

    protected static string Escape(string text) => ScreenText.Escape(text);
}
