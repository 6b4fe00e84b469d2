using System.Text.Json;
using Beacon.Records.Events;

namespace Beacon.Records.Json;

/// <summary><c>firstCause</c> of <c>run.json</c>: what <c>cause</c> tells in a paragraph, part by part.</summary>
internal static class FirstCauseJson
{
    public static void Write(Utf8JsonWriter json, FirstCause cause)
    {
        json.WriteStartObject("firstCause");
        json.WriteString("component", cause.Problem.Component);
        json.WriteString("kind", RunEventJson.NameOf(cause.Problem.Kind));
        json.WriteString("message", cause.Problem.Message);
        if (cause.ReadyFor is { } readyFor)
            json.WriteNumber("readyForMs", RunEventJson.Milliseconds(readyFor));
        WriteTexts(json, "lastLines", cause.LastLines);
        WriteTexts(json, "before", cause.Before);
        WriteTexts(json, "followed", cause.Followed);
        WriteTexts(json, "onlyStopped", cause.OnlyStopped);
        WriteTexts(json, "neverStarted", cause.NeverStarted);
        json.WriteEndObject();
    }

    public static FirstCause Read(JsonElement json) =>
        new()
        {
            Problem = RunJsonReader.ReadProblem(json),
            ReadyFor = json.MillisecondsOrNull("readyForMs"),
            LastLines = json.List("lastLines", RunJsonReader.ReadText),
            Before = json.List("before", RunJsonReader.ReadText),
            Followed = json.List("followed", RunJsonReader.ReadText),
            OnlyStopped = json.List("onlyStopped", RunJsonReader.ReadText),
            NeverStarted = json.List("neverStarted", RunJsonReader.ReadText),
        };

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
