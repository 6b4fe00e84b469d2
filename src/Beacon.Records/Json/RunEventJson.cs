using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Records.Json;

/// <summary>
/// Events as JSON, one object a line: <c>{"event": NAME, "at": ISO-8601, "elapsedMs": n, "component": NAME?, …}</c>.
/// The same form in <c>events.ndjson</c> and on the standard output of <c>beacon --json</c>.
/// </summary>
internal static class RunEventJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The event as one line without its end; null for an event that has no JSON form (a sample).</summary>
    /// <param name="happened">The event.</param>
    public static string? Write(RunEvent happened)
    {
        if (happened is ResourcesSampled or MachineSampled)
            return null;

        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("event", NameOf(happened));
            json.WriteString("at", Instant(happened.At));
            json.WriteNumber("elapsedMs", Milliseconds(happened.Elapsed));
            if (happened is ComponentEvent component)
                json.WriteString("component", component.Component);
            WriteDetails(json, happened);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The spelling of a kind, an outcome or a state in JSON: snake case.</summary>
    /// <param name="value">The value.</param>
    public static string NameOf<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>A wall-clock time as ISO-8601, UTC, with milliseconds.</summary>
    /// <param name="at">The time.</param>
    public static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Milliseconds with microsecond resolution.</summary>
    /// <param name="span">The time span.</param>
    public static double Milliseconds(TimeSpan span) => Math.Round(span.TotalMilliseconds, 3);

    private static string NameOf(RunEvent happened) =>
        happened switch
        {
            StatisticReported => "statistic",
            ProblemRaised => "problem",
            _ => JsonNamingPolicy.SnakeCaseLower.ConvertName(happened.GetType().Name),
        };

    private static void WriteDetails(Utf8JsonWriter json, RunEvent happened)
    {
        switch (happened)
        {
            case RunStarted started:
                json.WriteString("run", started.Run);
                json.WriteString("record", started.Record);
                break;
            case ComponentStarting starting:
                json.WriteNumber("pid", starting.Pid);
                json.WriteNumber("incarnation", starting.Incarnation);
                break;
            case ComponentReady ready:
                json.WriteString("probe", ready.Probe);
                json.WriteNumber("afterMs", Milliseconds(ready.After));
                break;
            case RunOperational operational:
                json.WriteNumber("afterMs", Milliseconds(operational.After));
                break;
            case ComponentOutput output:
                json.WriteString("stream", output.Stream == OutputStream.Stdout ? "stdout" : "stderr");
                json.WriteString("line", output.Line);
                break;
            case StatisticReported { Statistic: var statistic } reported:
                json.WriteString("group", statistic.Group);
                json.WriteString("name", statistic.Name);
                if (double.IsFinite(statistic.Value))
                    json.WriteNumber("value", statistic.Value);
                else
                    json.WriteNull("value");
                json.WriteString("unit", statistic.Unit);
                json.WriteString("text", statistic.Text);
                json.WriteBoolean("final", reported.Final);
                if (statistic.IsPartial)
                    json.WriteBoolean("partial", true);
                break;
            case ComponentExited { Exit: var exit }:
                if (exit.Signal is { } signal)
                    json.WriteString("signal", signal.ToString());
                else
                    json.WriteNumber("exitCode", exit.Code ?? 0);
                if (exit.Inferred)
                    json.WriteBoolean("inferred", true);
                break;
            case ComponentRestarting restarting:
                json.WriteNumber("attempt", restarting.Attempt);
                json.WriteNumber("delayMs", Milliseconds(restarting.Delay));
                if (restarting.Dependency is not null)
                    json.WriteString("dependency", restarting.Dependency);
                break;
            case ComponentStopping stopping:
                json.WriteString("signal", stopping.Signal.ToString());
                break;
            case ProblemRaised { Problem: var problem }:
                WriteProblem(json, problem);
                break;
            case RunFinished finished:
                json.WriteString("outcome", NameOf(finished.Outcome));
                json.WriteNumber("exitCode", finished.ExitCode);
                if (finished.Cause is { } cause)
                {
                    json.WriteStartObject("cause");
                    WriteProblem(json, cause);
                    json.WriteEndObject();
                }

                if (finished.Record is not null)
                    json.WriteString("record", finished.Record);
                break;
        }
    }

    private static void WriteProblem(Utf8JsonWriter json, Problem problem)
    {
        if (problem.Component is not null)
            json.WriteString("component", problem.Component);
        json.WriteString("kind", NameOf(problem.Kind));
        json.WriteString("message", problem.Message);
    }
}
