using System.Buffers;
using System.Text;
using System.Text.Json;
using Beacon.Records.Events;
using Beacon.Records.Layout;
using Beacon.Records.Statistics;

namespace Beacon.Records.Json;

/// <summary>Writes and reads the result of a run as <c>run.json</c>.</summary>
public static class RunResultJson
{
    // Raised only if earlier versions would misread the content.
    private const int Schema = 1;

    /// <summary>Formats a result as indented JSON.</summary>
    /// <param name="result">The result.</param>
    public static string Format(RunResult result)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, JsonValues.Indented))
            Write(json, result);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    internal static void Write(Utf8JsonWriter json, RunResult result) =>
        JsonFields.Of(json).WriteObject(result, (fields, it) => Fields(fields, it, result.Record));

    /// <summary>Reads a result. Unknown fields are ignored: a later version of the same schema may add some.</summary>
    internal static RunResult Read(JsonElement json, string folder) => Fields(JsonFields.Of(json), null, folder);

    /// <summary>The fields of the result; null: it is read.</summary>
    internal static RunResult Fields(JsonFields json, RunResult? result, string folder)
    {
        if (json.WholeOrNull("schema", Schema) is { } schema and > Schema)
            throw new NewerRecordException(folder, (int)schema, Schema);

        var read = new RunResult
        {
            Id = json.Text("id", result?.Id),
            Name = json.Text("name", result?.Name),
            Label = json.WithoutNulls.TextOrNull("label", result?.Label),
            IsWarmup = json.Switch("warmup", result?.IsWarmup),
            PlanFile = json.WithoutNulls.TextOrNull("planFile", result?.PlanFile),
            Outcome = json.Name("outcome", result?.Outcome),
            ExitCode = (int)json.Whole("exitCode", result?.ExitCode),
            Cause = json.ObjectOrNull<Problem>("cause", result?.Cause, ProblemJson.Fields),
            FirstCause = result is { FirstCause: null }
                ? null
                : json.ObjectOrNull<FirstCause>("firstCause", result?.FirstCause, ProblemJson.Fields),
            StartedAt = json.Instant("startedAt", result?.StartedAt),
            OperationalAfter = json.TimeOrNull("operationalAfterMs", result?.OperationalAfter),
            EndedAt = json.Instant("endedAt", result?.EndedAt),
            Elapsed = json.Time("elapsedMs", result?.Elapsed),
            Components = json.List<ComponentResult>("components", result?.Components, ComponentResultJson.Fields),
            Statistics = json.List<Statistic>("statistics", result?.Statistics, StatisticJson.Fields),
            Expectations = result is { Expectations.IsEmpty: true }
                ? []
                : json.List<ExpectationResult>("expectations", result?.Expectations, ExpectationJson.Fields),
            Problems = json.List<Problem>("problems", result?.Problems, ProblemJson.Fields),
            Record = folder,
        };

        // Written for other programs; here it follows from the rest.
        json.Texts("notComparable", result?.NotComparable);
        return read with { Environment = json.ObjectOrNull("environment", result?.Environment, EnvironmentJson.Fields) };
    }
}
