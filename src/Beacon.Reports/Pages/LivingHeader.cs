using System.Globalization;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Reading;
using Beacon.Reports.Html;

namespace Beacon.Reports.Pages;

/// <summary>What a run that lasts does now: its phase, how far it is, what is wrong, and what its numbers are worth.</summary>
internal static class LivingHeader
{
    private const int MostReasons = 3;

    public static void Write(HtmlWriter html, LivingRecord run, LivingData living)
    {
        var (snapshot, elapsed) = (run.Snapshot, living.Elapsed);
        var isFailing = snapshot.Problems.Any(problem => problem is { IsHint: false, SpoilsStatistics: false });
        using var header = html.Open(
            "header",
            ("class", isFailing ? "failed living" : "living"),
            ("data-elapsed", elapsed.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture))
        );
        html.Element(
            "p",
            $"{living.Report.Result.Name} · {Path.GetFileName(run.Folder.Path)}"
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

    /// <summary>Whether the run can be compared so far, and what stands against it: the load of the machine, lost datagrams.</summary>
    public static void WriteConditions(HtmlWriter html, RunSnapshot snapshot, LivingData living)
    {
        var against = AgainstComparing(snapshot);
        using var section = html.Section("Conditions", "conditions");
        using (html.Open("dl", ("class", "facts")))
        {
            html.Fact("comparable so far", against.Count == 0 ? "yes" : "no");
            html.Fact("datagrams lost", LossesIn(snapshot));
            if (living.Machine.BusyCores is { } busy)
            {
                html.Fact("busy cores", $"{Figures.Number(busy)} of {Environment.ProcessorCount}");
                html.Fact("with other programs", Figures.Number(Math.Max(0, busy - living.OwnCores)));
            }

            if (living.Machine.WaitingShare is { } waiting)
                html.Fact("waited for a core", $"{Figures.Percent(waiting)} of the time");
        }

        foreach (var reason in against.Take(MostReasons))
            html.Note($"Not comparable: {reason}");
        if (against.Count > MostReasons)
            html.Note($"… and {Figures.Count(against.Count - MostReasons)} more reasons.");
    }

    private static List<string> AgainstComparing(RunSnapshot snapshot) =>
        [
            .. snapshot.IsWarmup ? (string[])["the run is a warm-up"] : [],
            .. snapshot.Problems.Where(problem => problem.SpoilsStatistics).Select(problem => problem.Message),
            .. snapshot
                .Components.Where(component => component.Incarnation > 1)
                .Select(component => $"{component.Name} was restarted ({component.Incarnation - 1})"),
        ];

    private static string LossesIn(RunSnapshot snapshot) =>
        snapshot.Problems.Where(problem => problem.Kind == ProblemKind.DatagramsLost).Select(problem => problem.Component).ToList()
            is { Count: > 0 } losers
            ? $"by {string.Join(", ", losers)}"
            : "none";

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

    /// <summary>The problems so far.</summary>
    public static void WriteProblems(HtmlWriter html, RunSnapshot snapshot)
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
