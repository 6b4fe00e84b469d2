using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Beacon.Plans;

/// <summary>Durations as people write them: <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>1h</c>. A unit is required.</summary>
public static class Durations
{
    // The longest duration that is believed to be meant.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    private const string Infinite = "infinite";

    private static readonly (double Ticks, string[] Names)[] Units =
    [
        (TimeSpan.TicksPerMicrosecond / 1000.0, ["ns", "nano", "nanos", "nanosecond", "nanoseconds"]),
        (TimeSpan.TicksPerMicrosecond, ["us", "\u00B5s", "\u03BCs", "micro", "micros", "microsecond", "microseconds"]),
        (TimeSpan.TicksPerMillisecond, ["ms", "milli", "millis", "millisecond", "milliseconds"]),
        (TimeSpan.TicksPerSecond, ["s", "second", "seconds"]),
        (TimeSpan.TicksPerMinute, ["m", "minute", "minutes"]),
        (TimeSpan.TicksPerHour, ["h", "hour", "hours"]),
        (TimeSpan.TicksPerDay, ["d", "day", "days"]),
    ];

    private static readonly Quantity Quantity = new("duration", "s", ("30s", "500ms, 5m"), "ns, us, ms, s, m, h or d");

    /// <summary>Reads a duration with its unit, from zero to 366 days.</summary>
    /// <param name="text">Such as <c>500ms</c>, <c>1.5 s</c> or <c>5 minutes</c>.</param>
    /// <param name="value">The duration.</param>
    /// <param name="error">What is wrong with the text, beginning with the text itself; null: nothing.</param>
    public static bool TryParse(string text, out TimeSpan value, [NotNullWhen(false)] out string? error)
    {
        var isDuration = Quantity.TryParse(text, TicksOf, Longest.Ticks, $"longer than {Longest.TotalDays} days", out var ticks, out error);
        value = new TimeSpan(ticks);
        return isDuration;
    }

    /// <summary>Reads the duration of a run from a command line, where whole seconds need no unit.</summary>
    /// <param name="text">Such as <c>30</c>, <c>500ms</c>, <c>5m</c>, or <c>infinite</c>.</param>
    /// <param name="value">More than zero; null: the run is infinite.</param>
    /// <param name="error">What is wrong with the text, beginning with the text itself; null: nothing.</param>
    public static bool TryParseCommandLine(string text, out TimeSpan? value, [NotNullWhen(false)] out string? error)
    {
        var trimmed = text.Trim();
        return TryParseRun(trimmed.Length > 0 && trimmed.All(char.IsAsciiDigit) ? $"{trimmed}s" : trimmed, text, out value, out error);
    }

    /// <summary>The shortest exact spelling in one unit: <c>1500ms</c>, <c>30s</c>, <c>5m</c>, <c>1h</c>.</summary>
    public static string Format(TimeSpan value)
    {
        (long ticks, string unit)[] units = [(TimeSpan.TicksPerHour, "h"), (TimeSpan.TicksPerMinute, "m"), (TimeSpan.TicksPerSecond, "s")];
        foreach (var (ticks, unit) in units)
            if (value.Ticks != 0 && value.Ticks % ticks == 0)
                return $"{value.Ticks / ticks}{unit}";

        return string.Create(CultureInfo.InvariantCulture, $"{value.TotalMilliseconds:0.####}ms");
    }

    /// <summary>
    /// A measured time for people, in its two largest units or with a decimal: <c>439 ms</c>, <c>3.7 s</c>, <c>2 min 5 s</c>,
    /// <c>1 h 3 min</c>, <c>2 d 4 h</c>.
    /// </summary>
    public static string Rounded(TimeSpan value) =>
        value switch
        {
            { TotalSeconds: < 0.9995 } => string.Create(CultureInfo.InvariantCulture, $"{value.TotalMilliseconds:0} ms"),
            { TotalSeconds: < 59.95 } => InSeconds(value),
            { TotalHours: < 1 } => $"{value.Minutes} min {value.Seconds} s",
            { TotalDays: < 1 } => $"{value.Hours} h {value.Minutes} min",
            _ => $"{value.Days} d {value.Hours} h",
        };

    /// <summary>Seconds with milliseconds, for tables and timelines: <c>12.345</c>.</summary>
    public static string Seconds(TimeSpan value) => value.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>Seconds with one decimal and the unit: <c>3.7 s</c>.</summary>
    /// <param name="value">A time.</param>
    public static string InSeconds(TimeSpan value) => string.Create(CultureInfo.InvariantCulture, $"{value.TotalSeconds:0.0} s");

    /// <summary>A run's duration or <c>infinite</c>; null: the run is infinite.</summary>
    public static string Format(TimeSpan? value) => value is { } finite ? Format(finite) : Infinite;

    /// <summary>Reads a run's duration, which may be infinite and can't be zero.</summary>
    internal static bool TryParseRun(string text, string original, out TimeSpan? value, [NotNullWhen(false)] out string? error)
    {
        value = null;
        error = null;
        if (text == Infinite)
            return true;
        if (!TryParse(text, out var finite, out error))
            return false;

        value = finite;
        if (finite <= TimeSpan.Zero)
            error = $"\"{original}\" is no time to run; write how long, or infinite";
        return error is null;
    }

    private static double TicksOf(string unit) => Array.Find(Units, known => known.Names.Contains(unit)).Ticks;
}
