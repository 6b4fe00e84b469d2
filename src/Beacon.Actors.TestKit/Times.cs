namespace Beacon.Actors.TestKit;

/// <summary>Times as tests say them: <c>10.Milliseconds()</c>.</summary>
public static class Times
{
    /// <summary>So many milliseconds.</summary>
    /// <param name="count">How many.</param>
    public static TimeSpan Milliseconds(this int count) => TimeSpan.FromMilliseconds(count);

    /// <summary>So many seconds.</summary>
    /// <param name="count">How many.</param>
    public static TimeSpan Seconds(this int count) => TimeSpan.FromSeconds(count);

    /// <summary>So many minutes.</summary>
    /// <param name="count">How many.</param>
    public static TimeSpan Minutes(this int count) => TimeSpan.FromMinutes(count);
}
