using Beacon.Records.Events;

namespace Beacon.Records.Json;

/// <summary>A problem, and <c>firstCause</c> of <c>run.json</c>: the parts of the paragraph in <c>cause</c>.</summary>
internal static class ProblemJson
{
    public static Problem Fields(JsonFields json, Problem? problem) =>
        new(
            Component: json.TextOrNull("component", problem?.Component),
            Kind: json.Name("kind", problem?.Kind),
            Message: json.Text("message", problem?.Message)
        )
        {
            File = problem?.File,
        };

    public static FirstCause Fields(JsonFields json, FirstCause? cause) =>
        new()
        {
            Problem = Fields(json, cause?.Problem),
            ReadyFor = json.WithoutNulls.TimeOrNull("readyForMs", cause?.ReadyFor),
            LastLines = [.. json.Texts("lastLines", cause?.LastLines.Select(line => line.Raw))],
            Before = json.Texts("before", cause?.Before),
            Followed = json.Texts("followed", cause?.Followed),
            OnlyStopped = json.Texts("onlyStopped", cause?.OnlyStopped),
            NeverStarted = json.Texts("neverStarted", cause?.NeverStarted),
        };
}
