using System.Text.Json;
using Beacon.Records.Statistics;

namespace Beacon.Records.Json;

/// <summary>Writes and reads a statistic: the number and the printed text.</summary>
internal static class StatisticJson
{
    /// <summary>Writes a statistic as an object of <c>run.json</c>.</summary>
    public static void Write(Utf8JsonWriter json, Statistic statistic)
    {
        json.WriteStartObject();
        json.WriteString("component", statistic.Component);
        WriteFields(json, statistic);
        json.WriteSwitch("partial", statistic.IsPartial);
        json.WriteEndObject();
    }

    /// <summary>Writes all fields but the component and the booleans into the open object.</summary>
    public static void WriteFields(Utf8JsonWriter json, Statistic statistic)
    {
        json.WriteString("group", statistic.Group.Raw);
        json.WriteString("name", statistic.Name.Raw);
        json.WriteNumberOrNull("value", statistic.Value);
        json.WriteString("unit", statistic.Unit);
        json.WriteString("text", statistic.Text.Raw);
    }

    public static Statistic Read(JsonElement json) =>
        new(
            json.Text("component"),
            json.Text("group"),
            json.Text("name"),
            json.NumberOrNull("value") ?? double.NaN,
            json.Text("unit"),
            json.Text("text")
        )
        {
            IsPartial = json.Switch("partial"),
        };
}
