using System.Text.Json;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;

namespace Beacon.Records.Json;

/// <summary>Reads <c>events.ndjson</c> back: what happened in a run, as far as it was written.</summary>
internal static class RunEventReader
{
    /// <summary>The events in the order in which they were published.</summary>
    /// <param name="path">The file. One that does not exist holds none.</param>
    /// <returns>
    /// The events up to the last whole line: a line that a sudden end has cut off ends them, as does one that is damaged. Events that
    /// this version does not know are passed over.
    /// </returns>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static IEnumerable<RunEvent> Read(string path)
    {
        if (!File.Exists(path))
            yield break;

        using var lines = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        while (lines.ReadLine() is { } line)
        {
            if (!TryParse(line, out var happened))
                yield break;
            if (happened is not null)
                yield return happened;
        }
    }

    /// <summary>Reads one line; false: it is damaged. The event is null where this version does not know it.</summary>
    internal static bool TryParse(string line, out RunEvent? happened)
    {
        happened = null;
        try
        {
            using var document = JsonDocument.Parse(line);
            happened = Parse(document.RootElement);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            return false;
        }
    }

    private static RunEvent? Parse(JsonElement json)
    {
        var (at, elapsed, component) = (json.Instant("at"), json.Milliseconds("elapsedMs"), json.TextOrNull("component") ?? "");
        return json.Text("event") switch
        {
            "run_started" => new RunStarted(json.Text("run"), json.Text("record")) { At = at, Elapsed = elapsed },
            "component_starting" => new ComponentStarting((int)json.Number("pid"), (int)json.Number("incarnation"))
            {
                At = at,
                Elapsed = elapsed,
                Component = component,
            },
            "component_ready" => new ComponentReady(json.Text("probe"), json.Milliseconds("afterMs"))
            {
                At = at,
                Elapsed = elapsed,
                Component = component,
            },
            "run_operational" => new RunOperational(json.Milliseconds("afterMs")) { At = at, Elapsed = elapsed },
            "component_output" => new ComponentOutput(json.Word<OutputStream>("stream"), json.Text("line"))
            {
                At = at,
                Elapsed = elapsed,
                Component = component,
            },
            "statistic" => new StatisticReported(RunJsonReader.ReadStatistic(json), json.Switch("final"))
            {
                At = at,
                Elapsed = elapsed,
                Component = component,
            },
            "component_exited" => new ComponentExited(RunJsonReader.ReadExit(json) ?? ExitStatus.Exited(0))
            {
                At = at,
                Elapsed = elapsed,
                Component = component,
            },
            "component_restarting" => new ComponentRestarting((int)json.Number("attempt"), json.Milliseconds("delayMs"))
            {
                At = at,
                Elapsed = elapsed,
                Component = component,
                Dependency = json.TextOrNull("dependency"),
            },
            "component_stopping" => new ComponentStopping(
                Enum.TryParse<UnixSignal>(json.Text("signal"), out var signal) ? signal : UnixSignal.SIGTERM
            )
            {
                At = at,
                Elapsed = elapsed,
                Component = component,
            },
            "component_killed" => new ComponentKilled
            {
                At = at,
                Elapsed = elapsed,
                Component = component,
            },
            "component_stopped" => new ComponentStopped
            {
                At = at,
                Elapsed = elapsed,
                Component = component,
            },
            "problem" => new ProblemRaised(RunJsonReader.ReadProblem(json)) { At = at, Elapsed = elapsed },
            "run_finished" => new RunFinished(
                json.Word<RunOutcome>("outcome"),
                (int)json.Number("exitCode"),
                json.Child("cause") is { } cause ? RunJsonReader.ReadProblem(cause) : null,
                json.TextOrNull("record")
            )
            {
                At = at,
                Elapsed = elapsed,
            },
            _ => null,
        };
    }
}
