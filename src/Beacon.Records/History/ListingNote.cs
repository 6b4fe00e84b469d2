namespace Beacon.Records.History;

/// <summary>Something that the reader of a list of runs has to know.</summary>
/// <param name="Text">A sentence.</param>
public sealed record ListingNote(string Text)
{
    /// <summary>Whether rebuilding the history (<see cref="HistoryRebuilding"/>) corrects it.</summary>
    public bool IsForRebuild { get; init; }
}
