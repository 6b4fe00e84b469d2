namespace Beacon.Records.History;

/// <summary>
/// <c>history.db</c> can't be used. No data is lost: the database can be rebuilt from the records (<see cref="HistoryRebuilding"/>).
/// </summary>
public sealed class HistoryException : Exception
{
    internal HistoryException(string reason, Exception? inner = null, bool isLocked = false)
        : base($"{RunHistory.FileName} {reason}", inner) => IsLocked = isLocked;

    /// <summary>Whether another process has locked the database, which is then not damaged.</summary>
    public bool IsLocked { get; }
}
