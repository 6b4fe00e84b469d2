using System.Buffers;
using System.Text;
using System.Text.Json;
using Beacon.Records.Events;
using Beacon.Records.Layout;

namespace Beacon.Records.Json;

/// <summary>Writes and reads the result of a run as <c>run.json</c>.</summary>
public static class RunResultJson
{
    /// <summary>The current schema. It is raised only if earlier versions would misread the content.</summary>
    public const int Schema = 1;

    /// <summary>Formats a result as indented JSON.</summary>
    /// <param name="result">The result.</param>
    public static string Format(RunResult result)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, JsonValues.Indented))
            Write(json, result);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes the result of a run as a JSON object.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="result">The result.</param>
    public static void Write(Utf8JsonWriter json, RunResult result)
    {
        json.WriteStartObject();
        json.WriteNumber("schema", Schema);
        json.WriteString("id", result.Id);
        json.WriteString("name", result.Name);
        json.WriteName("outcome", result.Outcome);
        json.WriteNumber("exitCode", result.ExitCode);
        json.WritePropertyName("cause");
        if (result.Cause is { } cause)
            ProblemJson.Write(json, cause);
        else
            json.WriteNullValue();
        if (result.FirstCause is { } first)
            FirstCauseJson.Write(json, first);
        json.WriteInstant("startedAt", result.StartedAt);
        json.WriteMilliseconds("operationalAfterMs", result.OperationalAfter);
        json.WriteInstant("endedAt", result.EndedAt);
        json.WriteMilliseconds("elapsedMs", result.Elapsed);
        json.WriteList("components", result.Components, ComponentResultJson.Write);
        json.WriteList("statistics", result.Statistics, StatisticJson.Write);
        json.WriteList("problems", result.Problems, ProblemJson.Write);
        json.WriteTexts("notComparable", result.NotComparable);
        if (result.Environment is { } environment)
            EnvironmentJson.Write(json, environment);
        else
            json.WriteNull("environment");
        json.WriteEndObject();
    }

    /// <summary>Reads a result. Unknown fields are ignored: a later version of the same schema may add some.</summary>
    /// <param name="json">The content of a <c>run.json</c>.</param>
    /// <param name="folder">The record folder, or the file with the content.</param>
    /// <exception cref="InvalidDataException">A field is missing or damaged; the message names it.</exception>
    /// <exception cref="NewerRecordException">The schema is a later one.</exception>
    public static RunResult Read(JsonElement json, string folder)
    {
        if (json.NumberOrNull("schema") is { } schema && schema > Schema)
            throw new NewerRecordException(folder, (int)schema, Schema);

        return new RunResult
        {
            Id = json.Text("id"),
            Name = json.Text("name"),
            Outcome = json.Name<RunOutcome>("outcome"),
            ExitCode = (int)json.Number("exitCode"),
            Cause = json.Child("cause") is { } cause ? ProblemJson.Read(cause) : null,
            FirstCause = json.Child("firstCause") is { } first ? FirstCauseJson.Read(first) : null,
            StartedAt = json.Instant("startedAt"),
            OperationalAfter = json.MillisecondsOrNull("operationalAfterMs"),
            EndedAt = json.Instant("endedAt"),
            Elapsed = json.Milliseconds("elapsedMs"),
            Components = json.List("components", ComponentResultJson.Read),
            Statistics = json.List("statistics", StatisticJson.Read),
            Problems = json.List("problems", ProblemJson.Read),
            Environment = json.Child("environment") is { } environment ? EnvironmentJson.Read(environment) : null,
            Record = folder,
        };
    }

    /// <summary>Whether the content is that of a run: other programs may have files named <c>run.json</c>, too.</summary>
    public static bool IsRun(JsonElement json) => json.Child("id") is not null && json.Child("outcome") is not null;
}
