namespace Beacon.Records.History;

/// <summary>A note on a list of runs.</summary>
/// <param name="Text">A sentence.</param>
public sealed record ListingNote(string Text)
{
    /// <summary>Whether rebuilding the history (<see cref="HistoryRebuilding"/>) corrects it.</summary>
    public bool IsForRebuild { get; init; }
}
