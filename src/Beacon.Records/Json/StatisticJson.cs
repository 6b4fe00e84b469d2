using Beacon.Records.Statistics;

namespace Beacon.Records.Json;

/// <summary>A statistic: the number and the printed text.</summary>
internal static class StatisticJson
{
    public static Statistic Fields(JsonFields json, Statistic? statistic) =>
        Fields(json, json.Text("component", statistic?.Component), statistic) with
        {
            IsPartial = json.Switch("partial", statistic?.IsPartial),
            Better = json.WithoutNulls.NameOrNull("better", statistic?.Better),
        };

    /// <summary>The fields without the component and the boolean.</summary>
    public static Statistic Fields(JsonFields json, string component, Statistic? statistic) =>
        new(
            component,
            json.Text("group", statistic?.Group.Raw),
            json.Text("name", statistic?.Name.Raw),
            json.NumberOrNull("value", statistic?.Value) ?? double.NaN,
            json.Text("unit", statistic?.Unit),
            json.Text("text", statistic?.Text.Raw)
        );
}
