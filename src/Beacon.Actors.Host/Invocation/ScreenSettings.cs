namespace Beacon.Actors.Host.Invocation;

/// <summary>The options of a command line that say how the screen looks.</summary>
internal sealed record ScreenSettings
{
    public ColourChoice Colour { get; init; }

    public StatisticsDetail Statistics { get; init; }

    /// <summary>Whether the output is the log of a CI service: no live view, and groups where the service knows them.</summary>
    public bool IsCi { get; init; }
}
