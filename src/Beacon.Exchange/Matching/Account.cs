namespace Beacon.Exchange.Matching;

/// <summary>What an engine remembers of an account for the day.</summary>
/// <param name="number">The account, from 1.</param>
internal sealed class Account(int number)
{
    /// <summary>More firms than an account has: its requests can't fill the memory.</summary>
    private const int MaximumDisabledFirms = 1000;

    private readonly Dictionary<byte, uint> _lastUserRef = [];
    private readonly HashSet<Mpid> _disabled = [];

    public int Number => number;

    /// <summary>The lowest number that may be used; the highest one there is, once that is used too.</summary>
    public uint NextUserRef(byte index) => LastUserRef(index) is var last and < uint.MaxValue ? last + 1 : uint.MaxValue;

    /// <summary>Whether the number may be used: a number that is not higher than the last is a message sent again.</summary>
    public bool IsNew(byte index, uint userRef) => userRef > LastUserRef(index);

    /// <summary>The number is used from now on.</summary>
    public void Use(byte index, uint userRef) => _lastUserRef[index] = userRef;

    /// <summary>False: too many firms are disabled already.</summary>
    public bool TryDisable(Mpid firm)
    {
        if (_disabled.Count < MaximumDisabledFirms)
            _disabled.Add(firm);
        return _disabled.Contains(firm);
    }

    public void Enable(Mpid firm) => _disabled.Remove(firm);

    /// <summary>
    /// Whether orders of the firm are accepted. An order that names no firm is of the account's default firm, which a blank name means, and
    /// any other name may.
    /// </summary>
    public bool IsEnabled(Mpid? firm) => firm is { } named ? !_disabled.Contains(named) : _disabled.Count == 0;

    /// <summary>The highest number used so far; 0: none.</summary>
    private uint LastUserRef(byte index) => _lastUserRef.GetValueOrDefault(index);
}
