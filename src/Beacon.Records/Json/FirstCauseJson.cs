using System.Text.Json;
using Beacon.Records.Events;

namespace Beacon.Records.Json;

/// <summary><c>firstCause</c> of <c>run.json</c>: the parts of the paragraph in <c>cause</c>.</summary>
internal static class FirstCauseJson
{
    public static void Write(Utf8JsonWriter json, FirstCause cause)
    {
        json.WriteStartObject("firstCause");
        ProblemJson.WriteFields(json, cause.Problem, withNulls: true);
        if (cause.ReadyFor is { } readyFor)
            json.WriteMilliseconds("readyForMs", readyFor);
        json.WriteTexts("lastLines", cause.LastLines.Select(line => line.Raw));
        json.WriteTexts("before", cause.Before);
        json.WriteTexts("followed", cause.Followed);
        json.WriteTexts("onlyStopped", cause.OnlyStopped);
        json.WriteTexts("neverStarted", cause.NeverStarted);
        json.WriteEndObject();
    }

    public static FirstCause Read(JsonElement json) =>
        new()
        {
            Problem = ProblemJson.Read(json),
            ReadyFor = json.MillisecondsOrNull("readyForMs"),
            LastLines = [.. json.Texts("lastLines")],
            Before = json.Texts("before"),
            Followed = json.Texts("followed"),
            OnlyStopped = json.Texts("onlyStopped"),
            NeverStarted = json.Texts("neverStarted"),
        };
}
