using System.Text.Json;
using Beacon.Records.Events;

namespace Beacon.Records.Json;

/// <summary>An element of <c>components</c> in <c>run.json</c>.</summary>
internal static class ComponentResultJson
{
    public static void Write(Utf8JsonWriter json, ComponentResult component)
    {
        json.WriteStartObject();
        json.WriteString("name", component.Name);
        json.WriteString("title", component.Title);
        json.WriteNumberOrNull("pid", component.Pid);
        json.WriteMilliseconds("readyAfterMs", component.ReadyAfter);
        ExitStatusJson.Write(json, component.Exit, withNulls: true);
        json.WriteNumber("restarts", component.Restarts);
        json.WriteBoolean("killed", component.Killed);
        ResourceUsageJson.WriteCpuTime(json, component.Usage);
        json.WriteNumberOrNull("maxRssBytes", component.MaxRssBytes);
        json.WriteNumberOrNull("maxThreads", component.MaxThreads);
        ResourceUsageJson.WriteCounts(json, component.Usage);
        json.WriteTexts("logs", component.Logs);
        json.WriteTexts("lastLines", component.LastLines.Select(line => line.Raw));
        json.WriteEndObject();
    }

    public static ComponentResult Read(JsonElement json) =>
        new()
        {
            Name = json.Text("name"),
            Title = json.Text("title"),
            Pid = (int?)json.NumberOrNull("pid"),
            ReadyAfter = json.MillisecondsOrNull("readyAfterMs"),
            Exit = ExitStatusJson.Read(json),
            Restarts = (int)json.Number("restarts"),
            Killed = json.Switch("killed"),
            Usage = ResourceUsageJson.Read(json),
            MaxRssBytes = (long?)json.NumberOrNull("maxRssBytes"),
            MaxThreads = (int?)json.NumberOrNull("maxThreads"),
            Logs = json.Texts("logs"),
            LastLines = [.. json.Texts("lastLines")],
        };
}
