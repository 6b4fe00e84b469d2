using System.Buffers;
using System.Text;
using System.Text.Json;
using Beacon.Records.Events;
using Beacon.Records.History;
using Beacon.Records.Json;

namespace Beacon.Reports.Exporting;

/// <summary>Writes a run in a list of runs as one line of JSON.</summary>
public static class RunSummaryJson
{
    /// <summary>The JSON without a line ending.</summary>
    public static string Write(RunSummary run)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, JsonValues.OneLine))
        {
            json.WriteStartObject();
            json.WriteString("id", run.Id);
            json.WriteString("name", run.Name);
            if (run.Label is not null)
                json.WriteString("label", run.Label);
            if (run.IsWarmup)
                json.WriteBoolean("warmup", true);
            if (run.PlanFile is not null)
                json.WriteString("planFile", run.PlanFile);
            json.WriteString("state", JsonValues.NameOf(run.State));
            json.WriteString("outcome", run.Outcome == RunOutcome.Unknown ? null : JsonValues.NameOf(run.Outcome));
            if (run.Outcome == RunOutcome.Unknown)
                json.WriteNull("exitCode");
            else
                json.WriteNumber("exitCode", run.ExitCode);
            WriteCause(json, run.Cause);
            json.WriteString("startedAt", JsonValues.Instant(run.StartedAt));
            json.WriteNumber("elapsedMs", JsonValues.Milliseconds(run.Elapsed));
            json.WriteNumber("problems", run.Problems);
            if (run.ExpectationsNotMet > 0)
                json.WriteNumber("expectationsNotMet", run.ExpectationsNotMet);
            json.WriteBoolean("comparable", run.IsComparable);
            if (!run.IsComparable)
                WriteReasons(json, run.NotComparable);
            if (run.OtherPlanThan is not null)
                json.WriteString("otherPlanThan", run.OtherPlanThan);
            json.WriteString("record", run.Folder);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteReasons(Utf8JsonWriter json, IEnumerable<string> reasons)
    {
        json.WriteStartArray("notComparable");
        foreach (var reason in reasons)
            json.WriteStringValue(reason);
        json.WriteEndArray();
    }

    private static void WriteCause(Utf8JsonWriter json, Problem? cause)
    {
        if (cause is null)
        {
            json.WriteNull("cause");
            return;
        }

        json.WriteStartObject("cause");
        json.WriteString("component", cause.Component);
        json.WriteString("kind", JsonValues.NameOf(cause.Kind));
        json.WriteString("message", cause.Message);
        json.WriteEndObject();
    }
}
