using Beacon.Plans;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Layout;

namespace Beacon.Reports.Html;

/// <summary>The table of events.</summary>
internal static class EventSection
{
    public static void Write(HtmlWriter html, ReportData data)
    {
        if (data.Events.Count == 0)
            return;
        using var section = html.Open("section");
        using var details = html.Open("details");
        html.Element("summary", $"Events ({Figures.Count(data.Events.Count)})");
        using var table = html.Open("table", ("class", "events"));
        foreach (var happened in data.Events.First)
            WriteRow(html, happened, data);
        if (data.Events.LeftOut > 0)
            using (html.Open("tr"))
                html.Element(
                    "td",
                    $"… {Figures.Count(data.Events.LeftOut)} events are left out here; {RecordLayout.EventsFile} has all …",
                    ("colspan", "3"),
                    ("class", "note")
                );
        foreach (var happened in data.Events.Last)
            WriteRow(html, happened, data);
    }

    private static void WriteRow(HtmlWriter html, RunEvent happened, ReportData data)
    {
        using var row = html.Open("tr", ("class", happened is ProblemRaised or ComponentKilled ? "bad" : null));
        var component = (happened as ComponentEvent)?.Component ?? (happened as ProblemRaised)?.Problem.Component;
        html.Cells(Durations.Seconds(happened.Elapsed), component is null ? "" : data.TitleOf(component), Describe(happened));
    }

    private static string Describe(RunEvent happened) =>
        happened switch
        {
            RunStarted => "the run begins",
            RunOperational operational => $"operational after {Durations.Rounded(operational.After)}",
            ComponentStarting starting => $"started{(starting.Incarnation > 1 ? " again" : "")}, pid {starting.Pid}",
            ComponentReady ready => $"ready after {Durations.Rounded(ready.After)}: {ready.Probe}",
            ComponentExited exited => exited.Exit.ToString(),
            ComponentRestarting restarting =>
                $"restarts {(restarting.Delay > TimeSpan.Zero ? $"in {Durations.Rounded(restarting.Delay)}" : "at once")}"
                    + (restarting.Dependency is { } dependency ? $", after {dependency}" : ""),
            ComponentStopping stopping => $"sent {stopping.Signal}",
            ComponentKilled => "killed",
            ComponentStopped => "stopped, all processes have ended",
            RunControlled { Component: { } name } control => $"{name}: {JsonValues.NameOf(control.Action)}, by {control.By}",
            RunControlled control => $"the run: {JsonValues.NameOf(control.Action)}, by {control.By}",
            ExpectationDecided decided => $"{(decided.Result.Held == true ? "met" : "expected")}: {decided.Result}",
            ProblemRaised problem => problem.Problem.Message,
            RunFinished finished => $"the run is over: {JsonValues.NameOf(finished.Outcome)}, exit code {finished.ExitCode}",
            _ => happened.GetType().Name,
        };
}
