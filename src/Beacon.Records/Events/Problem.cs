namespace Beacon.Records.Events;

/// <summary>A problem of a run or of one of its components.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Message">The message, one sentence.</param>
/// <param name="Component">The component; null: the run.</param>
public sealed record Problem(ProblemKind Kind, string Message, string? Component = null)
{
    /// <summary>The file of the record that could not be written; null: another kind of problem, or read from a record.</summary>
    public string? File { get; init; }

    /// <summary>Whether it is only a hint and not a failure.</summary>
    public bool IsHint =>
        Kind is ProblemKind.OutputBuffered or ProblemKind.SamplingWidened or ProblemKind.CoresShared or ProblemKind.LinesSkipped;

    /// <summary>Whether a run with this problem is not comparable with other runs.</summary>
    public bool SpoilsStatistics =>
        Kind
            is ProblemKind.PartialStatistics
                or ProblemKind.DatagramsLost
                or ProblemKind.QueueFull
                or ProblemKind.MachineOverloaded
                or ProblemKind.ClockStepped;

    /// <summary>
    /// Whether it is reported once when it is detected and again with its final number: the later problem of a component replaces the
    /// earlier one.
    /// </summary>
    internal bool IsCount => Kind is ProblemKind.DatagramsLost or ProblemKind.ClockStepped;
}
