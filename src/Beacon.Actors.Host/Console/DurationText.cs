using System.Globalization;

namespace Beacon.Actors.Host.Console;

/// <summary>Formats time spans for people.</summary>
internal static class DurationText
{
    /// <summary>A time that goes on, in whole seconds: <c>4 s</c>, <c>2:05</c>, <c>1:02:05</c>; below zero as zero.</summary>
    public static string Clock(TimeSpan span) =>
        span switch
        {
            { Ticks: < 0 } => "0 s",
            { TotalSeconds: < 60 } => $"{(int)span.TotalSeconds} s",
            { TotalHours: < 1 } => span.ToString(@"m\:ss", CultureInfo.InvariantCulture),
            _ => $"{(int)span.TotalHours}{span.ToString(@"\:mm\:ss", CultureInfo.InvariantCulture)}",
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
