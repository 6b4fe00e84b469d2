using System.Globalization;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Reading;
using Beacon.Reports.Html;

namespace Beacon.Reports.Pages;

/// <summary>What a run that lasts does now: its phase, how far it is, and what is wrong.</summary>
internal static class LivingHeader
{
    public static void Write(HtmlWriter html, LivingRecord run, LivingData living)
    {
        var (snapshot, elapsed) = (run.Snapshot, living.Elapsed);
        var isFailing = snapshot.Problems.Any(problem => problem is { IsHint: false, SpoilsStatistics: false });
        using (html.Open("header", ("class", isFailing ? "failed living" : "living")))
        {
            html.Element(
                "p",
                $"{run.Result.Name} · {Path.GetFileName(run.Folder.Path)}"
                    + (snapshot.Label is { } label ? $" · {RunLabel.Shown(label)}" : ""),
                ("class", "eyebrow")
            );
            using (html.Open("h1"))
            {
                html.Element("span", WordFor(snapshot.State), ("class", "badge"));
                html.Text($" {Headline(snapshot, run.Plan, elapsed)}");
            }

            WriteProgress(html, snapshot, run.Plan?.Duration, elapsed);
            WriteFacts(html, run, elapsed);
            using var orders = html.Open("div", ("class", "run-orders"));
            foreach (var order in (string[])["stop", "kill"])
                html.Element("button", $"{order} the run", ("type", "button"), ("data-order", order));
        }

        WriteProblems(html, snapshot);
    }

    private static string WordFor(RunState state) => state == RunState.Operational ? "running" : JsonValues.NameOf(state);

    private static string Headline(RunSnapshot snapshot, RunPlan? plan, TimeSpan elapsed)
    {
        if (snapshot.Problems.FirstOrDefault(problem => problem is { IsHint: false, SpoilsStatistics: false }) is { } problem)
            return problem.Message;
        var ready = snapshot.Components.Count(component => component.State is ComponentState.Ready);
        return snapshot.State switch
        {
            RunState.Starting =>
                $"{Figures.Count(ready)} of {Figures.Count(snapshot.Components.Count)} ready after {Durations.Rounded(elapsed)}",
            RunState.Operational when Remaining(snapshot, plan?.Duration, elapsed) is { } remaining => remaining > TimeSpan.Zero
                ? $"{Durations.Rounded(remaining)} to go"
                : "the time is up",
            RunState.Operational => $"for {Durations.Rounded(elapsed - (snapshot.OperationalAfter ?? elapsed))}",
            _ => $"after {Durations.Rounded(elapsed)}",
        };
    }

    private static TimeSpan? Remaining(RunSnapshot snapshot, TimeSpan? duration, TimeSpan elapsed) =>
        duration is { } time && snapshot.OperationalAfter is { } after
            ? TimeSpan.FromSeconds(Math.Max(0, Math.Ceiling((after + time - elapsed).TotalSeconds)))
            : null;

    private static void WriteProgress(HtmlWriter html, RunSnapshot snapshot, TimeSpan? duration, TimeSpan elapsed)
    {
        if (duration is not { } time || time <= TimeSpan.Zero)
            return;
        var done = snapshot.OperationalAfter is { } after ? Math.Clamp((elapsed - after) / time, 0, 1) : 0;
        html.Element(
            "progress",
            "",
            ("max", "1"),
            ("value", done.ToString("0.###", CultureInfo.InvariantCulture)),
            ("aria-label", "the part of the duration that is over")
        );
    }

    private static void WriteFacts(HtmlWriter html, LivingRecord run, TimeSpan elapsed)
    {
        var snapshot = run.Snapshot;
        using var facts = html.Open("dl", ("class", "facts"));
        if (run.StartedAt is { } started)
            html.Fact("started", Figures.Clock(started));
        html.Fact("operational after", snapshot.OperationalAfter is { } operational ? Durations.Rounded(operational) : "not yet");
        html.Fact("elapsed", Durations.Rounded(TimeSpan.FromSeconds(Math.Floor(elapsed.TotalSeconds))));
        html.Fact("duration", run.Plan?.Duration is { } duration ? Durations.Format(duration) : "until it is stopped");
        html.Fact("components", Figures.Count(snapshot.Components.Count));
        html.Fact("restarts", Figures.Count(snapshot.Components.Sum(component => Math.Max(0, component.Incarnation - 1))));
        if (snapshot.PlanFile is { } file)
            html.Fact("plan file", $"{new UntrustedText(Path.GetFileName(file))}");
    }

    private static void WriteProblems(HtmlWriter html, RunSnapshot snapshot)
    {
        if (snapshot.Problems.IsEmpty)
            return;
        using var section = html.Section("Problems", "callout problems");
        using var list = html.Open("ul");
        foreach (var problem in snapshot.Problems.Take(HtmlWriter.MostRows))
            using (html.Open("li"))
            {
                html.Text(problem.Message);
                html.Element("code", JsonValues.NameOf(problem.Kind));
            }
    }
}
