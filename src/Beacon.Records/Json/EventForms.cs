using System.Runtime.CompilerServices;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;

namespace Beacon.Records.Json;

/// <summary>The JSON of one type of event: the value of the field <c>event</c>, and the other fields.</summary>
internal abstract class EventForm(string name, Type type)
{
    public string Name { get; } = name;

    public Type Type { get; } = type;

    /// <summary>Writes an event; null: reads one.</summary>
    public abstract RunEvent Fields(JsonFields json, RunEvent? happened);
}

internal sealed class EventForm<TEvent>(string name, Func<JsonFields, TEvent, TEvent> fields) : EventForm(name, typeof(TEvent))
    where TEvent : RunEvent
{
    public override RunEvent Fields(JsonFields json, RunEvent? happened)
    {
        // All fields of an event that is read are set from the JSON.
        happened ??= (RunEvent)RuntimeHelpers.GetUninitializedObject(typeof(TEvent));
        happened = happened with { At = json.Instant("at", happened.At), Elapsed = json.Time("elapsedMs", happened.Elapsed) };
        if (happened is ComponentEvent component)
            happened = component with { Component = json.TextOrNull("component", component.Component) ?? "" };
        return fields(json, (TEvent)happened);
    }
}

/// <summary>The JSON of all recorded events.</summary>
internal static class EventForms
{
    private static readonly EventForm[] All =
    [
        new EventForm<RunStarted>(
            "run_started",
            (json, it) =>
                it with
                {
                    Run = json.Text("run", it.Run),
                    Record = json.Text("record", it.Record),
                    Limitation = json.TextOrNull("limitation", it.Limitation),
                    Label = json.WithoutNulls.TextOrNull("label", it.Label),
                    IsWarmup = json.Switch("warmup", it.IsWarmup),
                    PlanFile = json.WithoutNulls.TextOrNull("planFile", it.PlanFile),
                }
        ),
        new EventForm<ComponentStarting>(
            "component_starting",
            (json, it) => it with { Pid = (int)json.Whole("pid", it.Pid), Incarnation = (int)json.Whole("incarnation", it.Incarnation) }
        ),
        new EventForm<ComponentReady>(
            "component_ready",
            (json, it) => it with { Probe = json.Text("probe", it.Probe), After = json.Time("afterMs", it.After) }
        ),
        new EventForm<RunOperational>("run_operational", (json, it) => it with { After = json.Time("afterMs", it.After) }),
        new EventForm<ComponentOutput>(
            "component_output",
            (json, it) => it with { Stream = json.Name<OutputStream>("stream", it.Stream), Line = json.Text("line", it.Line.Raw) }
        ),
        new EventForm<StatisticReported>("statistic", Statistic),
        new EventForm<ComponentExited>(
            "component_exited",
            (json, it) => it with { Exit = ComponentResultJson.Exit(json, it.Exit) ?? ExitStatus.Exited(0) }
        ),
        new EventForm<ComponentRestarting>(
            "component_restarting",
            (json, it) =>
                it with
                {
                    Attempt = (int)json.Whole("attempt", it.Attempt),
                    Delay = json.Time("delayMs", it.Delay),
                    Dependency = json.TextOrNull("dependency", it.Dependency),
                }
        ),
        new EventForm<ComponentStopping>(
            "component_stopping",
            (json, it) =>
                it with
                {
                    Signal = Enum.TryParse<UnixSignal>(json.Text("signal", $"{it.Signal}"), out var signal) ? signal : UnixSignal.SIGTERM,
                }
        ),
        new EventForm<ComponentKilled>("component_killed", (_, it) => it),
        new EventForm<ComponentStopped>("component_stopped", (_, it) => it),
        new EventForm<RunControlled>("control", Control),
        new EventForm<ExpectationDecided>("expectation", (json, it) => it with { Result = ExpectationJson.Fields(json, it.Result) }),
        new EventForm<ProblemRaised>("problem", (json, it) => it with { Problem = ProblemJson.Fields(json, it.Problem) }),
        new EventForm<RunFinished>(
            "run_finished",
            (json, it) =>
                it with
                {
                    Outcome = json.Name<RunOutcome>("outcome", it.Outcome),
                    ExitCode = (int)json.Whole("exitCode", it.ExitCode),
                    Cause = json.ObjectOrNull("cause", it.Cause, ProblemJson.Fields),
                    Record = json.TextOrNull("record", it.Record),
                    FirstCause = json.IsChange ? json.ObjectOrNull<FirstCause>("firstCause", it.FirstCause, ProblemJson.Fields) : null,
                }
        ),
    ];

    /// <summary>The form of an event; null: the event is not recorded in <c>events.ndjson</c>, such as a sample.</summary>
    public static EventForm? Of(RunEvent happened) => Array.Find(All, form => form.Type == happened.GetType());

    /// <summary>The form with a name; null: this version does not know the event.</summary>
    public static EventForm? Of(string name) => Array.Find(All, form => form.Name == name);

    private static RunControlled Control(JsonFields json, RunControlled it) =>
        it with
        {
            Action = json.Name<ControlAction>("action", it.Action),
            Component = json.TextOrNull("component", it.Component),
            Signal = Enum.TryParse<UnixSignal>(json.TextOrNull("signal", it.Signal?.ToString()), out var signal) ? signal : null,
            By = json.ObjectOrNull<ControlPeer>("by", it.By, Peer) ?? new ControlPeer(-1, 0, ""),
        };

    private static ControlPeer Peer(JsonFields json, ControlPeer? peer) =>
        new(json.Whole("uid", peer?.Uid), (int)json.Whole("pid", peer?.Pid), json.Text("program", peer?.Program));

    private static StatisticReported Statistic(JsonFields json, StatisticReported it)
    {
        var statistic = StatisticJson.Fields(json, it.Component, it.Statistic);
        var isFinal = json.Boolean("final", it.Final);
        var isPartial = json.Switch("partial", it.Statistic is { IsPartial: true });
        var better = json.WithoutNulls.NameOrNull("better", it.Statistic?.Better);
        return it with { Statistic = statistic with { IsPartial = isPartial, Better = better }, Final = isFinal };
    }
}
