using System.Globalization;

namespace Beacon.Actors.Plans;

/// <summary>Durations as people write them: <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>1h</c>. A unit is required.</summary>
public static class Durations
{
    /// <summary>The shortest exact spelling in one unit: <c>1500ms</c>, <c>30s</c>, <c>5m</c>, <c>1h</c>.</summary>
    /// <param name="value">Zero or more.</param>
    public static string Format(TimeSpan value)
    {
        (long ticks, string unit)[] units = [(TimeSpan.TicksPerHour, "h"), (TimeSpan.TicksPerMinute, "m"), (TimeSpan.TicksPerSecond, "s")];
        foreach (var (ticks, unit) in units)
            if (value.Ticks != 0 && value.Ticks % ticks == 0) return $"{value.Ticks / ticks}{unit}";

        return string.Create(CultureInfo.InvariantCulture, $"{value.TotalMilliseconds:0.####}ms");
    }
}
