namespace Beacon.Records.Logs;

/// <summary>Which lines of one log are read.</summary>
internal sealed class LogRange
{
    /// <summary>Lines that began to arrive before this time are left out.</summary>
    public TimeSpan From { get; init; }

    /// <summary>Lines that began to arrive after this time are left out.</summary>
    public TimeSpan To { get; init; } = TimeSpan.MaxValue;

    /// <summary>Where reading begins, in bytes after the first that exists: the end of a line.</summary>
    public long Begin { get; init; }

    /// <summary>Where reading ends: the beginning of a line.</summary>
    public long End { get; init; } = long.MaxValue;

    /// <summary>Of these only the last bytes, from the next line on.</summary>
    public long Last { get; init; } = long.MaxValue;

    /// <summary>Whether <see cref="Last"/> has left something out; known once the first line was read.</summary>
    public bool IsCut { get; set; }
}
