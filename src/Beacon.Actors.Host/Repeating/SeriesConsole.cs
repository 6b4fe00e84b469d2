using System.Globalization;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Actors.Hosting;
using Beacon.Records.Events;
using Spectre.Console;

namespace Beacon.Actors.Host.Repeating;

/// <summary>Shows a series of runs: a line for each that is over, and on a terminal a bar under them that says what is left.</summary>
internal class SeriesConsole(IAnsiConsole console)
{
    public static SeriesConsole For(CommandSettings settings, TextWriter output)
    {
        if (settings.Json)
            return new SeriesJson(output);

        var console = Terminals.For(output, settings.Plain);
        return Terminals.IsTerminal(output) && !settings.Plain ? new SeriesTerminal(console) : new SeriesConsole(console);
    }

    public virtual void Begin(IReadOnlyList<SeriesSide> sides, int count)
    {
        var names = string.Join(" and ", sides.Select(side => Escape(side.Name)));
        Line(
            $"[bold]Repeating[/] {names}: {count} run{(count == 1 ? "" : "s")}{(sides.Count > 1 ? " each, in turn" : "")} · Ctrl+C ends after the current one"
        );
    }

    /// <summary>Shows a run until it is over.</summary>
    public virtual Task ShowAsync(IBeaconRun run, SeriesProgress progress) => run.Completion;

    /// <summary>No further run will be made.</summary>
    public virtual void Ending() => Line("[yellow]ends after this run; Ctrl+C again stops it[/]");

    /// <summary>A run is over.</summary>
    /// <param name="result">What it came to.</param>
    /// <param name="progress">How far the series is.</param>
    /// <param name="isReplaced">Whether another takes its place.</param>
    public virtual void Ended(RunResult result, SeriesProgress progress, bool isReplaced)
    {
        var isGood = result.NotComparable.IsEmpty;
        var outcome = result.Outcome.ToString().ToLowerInvariant();
        var reasons = isGood
            ? ""
            : $": {Escape(result.Cause?.Message.Split('\n')[0] ?? SeriesProgress.ReasonsOf(result))}{(isReplaced ? "; is replaced" : "")}";
        var left = progress.Left > TimeSpan.Zero ? $" · {Duration(progress.Left)} left" : "";
        Line(
            $"{progress.Number, 4}/{progress.Of} {(isGood ? "[green]✓[/]" : "[yellow]✗[/]")} {Escape(result.Id)} {outcome}{reasons} [grey]· {Seconds(result.Elapsed)}{left}[/]"
        );
    }

    /// <summary>No more runs are made.</summary>
    /// <param name="sides">What came of them.</param>
    /// <param name="why">Why there are fewer than there should be; null: there are not.</param>
    public virtual void End(IReadOnlyList<SeriesSide> sides, string? why)
    {
        if (why is not null)
            Line($"[yellow]{Escape(why)}[/]");
    }

    /// <summary>Tells what the runs of a side have in common.</summary>
    public virtual void Summarize(SeriesSide side, int replaced) => SeriesSummary.Show(console, side, replaced);

    /// <summary>It is all told.</summary>
    public virtual void Finish(int exitCode) { }

    protected void Line(string markup) => console.Write(new ScreenLine(markup));

    protected static string Escape(string text) => Markup.Escape(text);

    protected static string Duration(TimeSpan span) =>
        span.TotalSeconds < 100 ? Seconds(span)
        : span.TotalMinutes < 60 ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes} min {span.Seconds} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h {span.Minutes} min");

    protected static string Seconds(TimeSpan span) => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s");
}
