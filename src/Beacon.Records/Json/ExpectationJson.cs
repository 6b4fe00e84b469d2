using Beacon.Records.Events;

namespace Beacon.Records.Json;

/// <summary>What came of an expectation.</summary>
internal static class ExpectationJson
{
    public static ExpectationResult Fields(JsonFields json, ExpectationResult? result) =>
        new(json.Text("name", result?.Name), json.Text("is", result?.Is), json.BooleanOrNull("held", result?.Held))
        {
            Value = json.WithoutNulls.NumberOrNull("value", result?.Value),
            Unit = json.WithoutNulls.TextOrNull("unit", result is { Value: null } ? null : result?.Unit) ?? "",
            Text = json.WithoutNulls.TextOrNull("text", result is { Value: null } ? null : result?.Text.Raw) ?? "",
            Distance = json.WithoutNulls.NumberOrNull("distance", result?.Distance),
            Because = json.WithoutNulls.TextOrNull("because", result?.Because),
            HasAborted = json.Switch("aborted", result?.HasAborted),
        };
}
