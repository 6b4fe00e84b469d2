namespace Beacon.Actors.Host.Console;

/// <summary>Formats time spans for people.</summary>
internal static class DurationText
{
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
