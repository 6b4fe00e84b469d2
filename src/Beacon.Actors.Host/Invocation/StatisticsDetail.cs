namespace Beacon.Actors.Host.Invocation;

/// <summary>How much of the final statistics is shown.</summary>
internal enum StatisticsDetail
{
    /// <summary>Percentiles in a row, zeros by name only, no more than fits on the screen.</summary>
    Short,

    /// <summary>Every value on a line of its own.</summary>
    Full,

    None,
}
