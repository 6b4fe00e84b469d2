namespace Beacon.Records.Events;

/// <summary>A thing that went wrong, where, and what it means.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Message">A sentence for a person.</param>
/// <param name="Component">The component that it is about; null: the run.</param>
public sealed record Problem(ProblemKind Kind, string Message, string? Component = null)
{
    /// <summary>The file of the record that could not be written; null: another problem, or one that was read back.</summary>
    public string? File { get; init; }

    /// <summary>Whether it is no more than a hint: nothing has gone wrong by itself.</summary>
    public bool IsHint =>
        Kind is ProblemKind.OutputBuffered or ProblemKind.SamplingWidened or ProblemKind.CoresShared or ProblemKind.LinesSkipped;

    /// <summary>Whether the statistics of a run with such a problem may not be compared with those of other runs.</summary>
    public bool SpoilsStatistics =>
        Kind
            is ProblemKind.PartialStatistics
                or ProblemKind.DatagramsLost
                or ProblemKind.QueueFull
                or ProblemKind.MachineOverloaded
                or ProblemKind.ClockStepped;

    /// <summary>
    /// Whether it is told when it begins to be known and once more with its last number: then the later one of a component takes the place
    /// of the earlier.
    /// </summary>
    internal bool IsCount => Kind is ProblemKind.DatagramsLost or ProblemKind.ClockStepped;
}
