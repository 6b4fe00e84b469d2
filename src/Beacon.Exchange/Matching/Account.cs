namespace Beacon.Exchange.Matching;

/// <summary>What an engine remembers of an account for the day.</summary>
/// <param name="number">The account, from 1.</param>
internal sealed class Account(int number)
{
    private readonly Dictionary<byte, uint> _lastUserRef = [];
    private readonly HashSet<Mpid> _disabled = [];

    public int Number => number;

    /// <summary>The highest number used so far; 0: none.</summary>
    public uint LastUserRef(byte index) => _lastUserRef.GetValueOrDefault(index);

    /// <summary>Whether the number may be used: a number that is not higher than the last is a message sent again.</summary>
    public bool IsNew(byte index, uint userRef) => userRef > LastUserRef(index);

    /// <summary>The number is used from now on.</summary>
    public void Use(byte index, uint userRef) => _lastUserRef[index] = userRef;

    public void Disable(Mpid firm) => _disabled.Add(firm);

    public void Enable(Mpid firm) => _disabled.Remove(firm);

    /// <summary>
    /// Whether orders of the firm are accepted. An order that names no firm is of the account's own, and a blank name means all.
    /// </summary>
    public bool IsEnabled(Mpid? firm) =>
        _disabled.Count == 0 || (firm is { } named && !_disabled.Contains(named) && !_disabled.Contains(Mpid.Blank));
}
