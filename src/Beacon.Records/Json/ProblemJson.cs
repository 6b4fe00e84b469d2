using System.Text.Json;
using Beacon.Records.Events;

namespace Beacon.Records.Json;

/// <summary>A problem: <c>component</c>, <c>kind</c>, <c>message</c>.</summary>
internal static class ProblemJson
{
    /// <summary>Writes a problem as an object of <c>run.json</c>; <c>component</c> is null for a problem of the run.</summary>
    public static void Write(Utf8JsonWriter json, Problem problem)
    {
        json.WriteStartObject();
        WriteFields(json, problem, withNulls: true);
        json.WriteEndObject();
    }

    /// <summary>Writes the fields into the open object.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="problem">The problem.</param>
    /// <param name="withNulls">Whether a missing <c>component</c> is written as null; an event leaves it out.</param>
    public static void WriteFields(Utf8JsonWriter json, Problem problem, bool withNulls)
    {
        if (withNulls || problem.Component is not null)
            json.WriteString("component", problem.Component);
        json.WriteName("kind", problem.Kind);
        json.WriteString("message", problem.Message);
    }

    public static Problem Read(JsonElement json) => new(json.Name<ProblemKind>("kind"), json.Text("message"), json.TextOrNull("component"));
}
