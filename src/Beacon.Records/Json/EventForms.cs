using System.Collections.Frozen;
using System.Text.Json;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;

namespace Beacon.Records.Json;

/// <summary>The JSON of all recorded events: each is written and read in one place.</summary>
internal static class EventForms
{
    private static readonly EventForm[] All =
    [
        new EventForm<RunStarted>(
            "run_started",
            (json, happened) =>
            {
                json.WriteString("run", happened.Run);
                json.WriteString("record", happened.Record);
            },
            (json, head) => new RunStarted(json.Text("run"), json.Text("record")) { At = head.At, Elapsed = head.Elapsed }
        ),
        new EventForm<ComponentStarting>(
            "component_starting",
            (json, happened) =>
            {
                json.WriteNumber("pid", happened.Pid);
                json.WriteNumber("incarnation", happened.Incarnation);
            },
            (json, head) =>
                new ComponentStarting((int)json.Number("pid"), (int)json.Number("incarnation"))
                {
                    At = head.At,
                    Elapsed = head.Elapsed,
                    Component = head.Component,
                }
        ),
        new EventForm<ComponentReady>(
            "component_ready",
            (json, happened) =>
            {
                json.WriteString("probe", happened.Probe);
                json.WriteMilliseconds("afterMs", happened.After);
            },
            (json, head) =>
                new ComponentReady(json.Text("probe"), json.Milliseconds("afterMs"))
                {
                    At = head.At,
                    Elapsed = head.Elapsed,
                    Component = head.Component,
                }
        ),
        new EventForm<RunOperational>(
            "run_operational",
            (json, happened) => json.WriteMilliseconds("afterMs", happened.After),
            (json, head) => new RunOperational(json.Milliseconds("afterMs")) { At = head.At, Elapsed = head.Elapsed }
        ),
        new EventForm<ComponentOutput>(
            "component_output",
            (json, happened) =>
            {
                json.WriteName("stream", happened.Stream);
                json.WriteString("line", happened.Line.Raw);
            },
            (json, head) =>
                new ComponentOutput(json.Name<OutputStream>("stream"), json.Text("line"))
                {
                    At = head.At,
                    Elapsed = head.Elapsed,
                    Component = head.Component,
                }
        ),
        new EventForm<StatisticReported>(
            "statistic",
            (json, happened) =>
            {
                StatisticJson.WriteFields(json, happened.Statistic);
                json.WriteBoolean("final", happened.Final);
                json.WriteSwitch("partial", happened.Statistic.IsPartial);
            },
            (json, head) =>
                new StatisticReported(StatisticJson.Read(json), json.Switch("final"))
                {
                    At = head.At,
                    Elapsed = head.Elapsed,
                    Component = head.Component,
                }
        ),
        new EventForm<ComponentExited>(
            "component_exited",
            (json, happened) => ExitStatusJson.Write(json, happened.Exit, withNulls: false),
            (json, head) =>
                new ComponentExited(ExitStatusJson.Read(json) ?? ExitStatus.Exited(0))
                {
                    At = head.At,
                    Elapsed = head.Elapsed,
                    Component = head.Component,
                }
        ),
        new EventForm<ComponentRestarting>(
            "component_restarting",
            (json, happened) =>
            {
                json.WriteNumber("attempt", happened.Attempt);
                json.WriteMilliseconds("delayMs", happened.Delay);
                if (happened.Dependency is not null)
                    json.WriteString("dependency", happened.Dependency);
            },
            (json, head) =>
                new ComponentRestarting((int)json.Number("attempt"), json.Milliseconds("delayMs"))
                {
                    At = head.At,
                    Elapsed = head.Elapsed,
                    Component = head.Component,
                    Dependency = json.TextOrNull("dependency"),
                }
        ),
        new EventForm<ComponentStopping>(
            "component_stopping",
            (json, happened) => json.WriteString("signal", happened.Signal.ToString()),
            (json, head) =>
                new ComponentStopping(Enum.TryParse<UnixSignal>(json.Text("signal"), out var signal) ? signal : UnixSignal.SIGTERM)
                {
                    At = head.At,
                    Elapsed = head.Elapsed,
                    Component = head.Component,
                }
        ),
        new EventForm<ComponentKilled>(
            "component_killed",
            (_, _) => { },
            (_, head) =>
                new ComponentKilled()
                {
                    At = head.At,
                    Elapsed = head.Elapsed,
                    Component = head.Component,
                }
        ),
        new EventForm<ComponentStopped>(
            "component_stopped",
            (_, _) => { },
            (_, head) =>
                new ComponentStopped()
                {
                    At = head.At,
                    Elapsed = head.Elapsed,
                    Component = head.Component,
                }
        ),
        new EventForm<ProblemRaised>(
            "problem",
            (json, happened) => ProblemJson.WriteFields(json, happened.Problem, withNulls: false),
            (json, head) => new ProblemRaised(ProblemJson.Read(json)) { At = head.At, Elapsed = head.Elapsed }
        ),
        new EventForm<RunFinished>(
            "run_finished",
            (json, happened) => WriteEnd(json, happened),
            (json, head) =>
                new RunFinished(
                    json.Name<RunOutcome>("outcome"),
                    (int)json.Number("exitCode"),
                    json.Child("cause") is { } cause ? ProblemJson.Read(cause) : null,
                    json.TextOrNull("record")
                )
                {
                    At = head.At,
                    Elapsed = head.Elapsed,
                }
        ),
    ];

    private static readonly FrozenDictionary<Type, EventForm> ByType = All.ToFrozenDictionary(form => form.Type);
    private static readonly FrozenDictionary<string, EventForm> ByName = All.ToFrozenDictionary(form => form.Name);

    /// <summary>The form of an event; null: the event is not recorded in <c>events.ndjson</c>, such as a sample.</summary>
    public static EventForm? Of(RunEvent happened) => ByType.GetValueOrDefault(happened.GetType());

    /// <summary>The form with a name; null: this version does not know the event.</summary>
    public static EventForm? Of(string name) => ByName.GetValueOrDefault(name);

    private static void WriteEnd(Utf8JsonWriter json, RunFinished finished)
    {
        json.WriteName("outcome", finished.Outcome);
        json.WriteNumber("exitCode", finished.ExitCode);
        if (finished.Cause is { } cause)
        {
            json.WriteStartObject("cause");
            ProblemJson.WriteFields(json, cause, withNulls: false);
            json.WriteEndObject();
        }

        if (finished.Record is not null)
            json.WriteString("record", finished.Record);
    }
}
