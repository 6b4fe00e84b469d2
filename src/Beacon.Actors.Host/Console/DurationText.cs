using System.Globalization;

namespace Beacon.Actors.Host.Console;

/// <summary>Formats time spans for people.</summary>
internal static class DurationText
{
    /// <summary>
    /// A time in its two largest units, or with a decimal: <c>439 ms</c>, <c>3.7 s</c>, <c>2 min 5 s</c>, <c>1 h 3 min</c>, <c>2 d 4 h</c>.
    /// </summary>
    public static string Short(TimeSpan span) =>
        span switch
        {
            { TotalSeconds: < 0.9995 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0} ms"),
            { TotalSeconds: < 59.95 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s"),
            { TotalHours: < 1 } => $"{span.Minutes} min {span.Seconds} s",
            { TotalDays: < 1 } => $"{span.Hours} h {span.Minutes} min",
            _ => $"{span.Days} d {span.Hours} h",
        };

    /// <summary>How long ago: <c>12 s ago</c>, <c>3 h ago</c>; if the clock was set back, <c>in the future</c>.</summary>
    public static string Ago(TimeSpan span) =>
        span switch
        {
            { Ticks: < 0 } => "in the future",
            { TotalSeconds: < 90 } => $"{(int)span.TotalSeconds} s ago",
            { TotalMinutes: < 90 } => $"{(int)span.TotalMinutes} min ago",
            { TotalHours: < 36 } => $"{(int)span.TotalHours} h ago",
            _ => $"{(int)span.TotalDays} d ago",
        };
}
