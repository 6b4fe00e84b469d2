namespace Beacon.Records.History;

/// <summary>
/// <c>history.db</c> can't be used. Nothing is lost: it repeats what the records say, and is rebuilt from them
/// (<see cref="HistoryRebuilding"/>).
/// </summary>
public sealed class HistoryException : Exception
{
    internal HistoryException(string reason, Exception? inner = null, bool isLocked = false)
        : base($"{RunHistory.FileName} {reason}", inner) => IsLocked = isLocked;

    /// <summary>Whether another process holds it; what it says may be right.</summary>
    public bool IsLocked { get; }
}
