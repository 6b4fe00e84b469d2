using System.Text;

namespace Beacon.Plans.Hocon;

/// <summary>
/// Joins the parts of one value: texts to a text, with the blanks between them, and lists to a list; objects merge. Where kinds meet, the
/// later one stands.
/// </summary>
/// <param name="origin">Where the value was assigned.</param>
internal sealed class JoinedValue(ConfigOrigin origin)
{
    private readonly List<ConfigNode> _parts = [];
    private readonly StringBuilder _text = new();
    private bool _isOpen;
    private bool _isQuoted;
    private bool _isUnknown;

    public ConfigOrigin Origin => origin;

    /// <summary>Whether a text was appended that is not empty.</summary>
    public bool HasText { get; private set; }

    public void Append(string blanks, string text, bool isQuoted)
    {
        if (_isOpen || _parts.Count > 0)
            _text.Append(blanks);
        _text.Append(text);
        _isQuoted |= isQuoted;
        _isOpen = true;
        HasText |= text.Length > 0;
    }

    public void AppendUnknown(string blanks)
    {
        _isUnknown = true;
        Append(blanks, "", isQuoted: true);
    }

    public void Add(string blanks, ConfigNode part)
    {
        if (_isOpen || (_parts.Count > 0 && blanks.Length > 0))
            Append(blanks, "", isQuoted: true);
        Add(part);
    }

    public void Add(ConfigNode part)
    {
        Close();
        _parts.Add(part);
    }

    /// <summary>The value; null: it has no parts.</summary>
    public ConfigNode? End()
    {
        Close();
        if (_parts.Count > 1 && _parts.Exists(part => part is not ConfigText))
            _parts.RemoveAll(part => part is ConfigText { Text: var text } && string.IsNullOrWhiteSpace(text));
        return _parts.Count == 0 ? null : _parts.Aggregate(Join);
    }

    private static ConfigNode Join(ConfigNode before, ConfigNode after) =>
        (before, after) switch
        {
            (ConfigText first, ConfigText second) => first with
            {
                Text = first.Text + second.Text,
                IsUnknown = first.IsUnknown || second.IsUnknown,
            },
            (ConfigList first, ConfigList second) => first with { Items = [.. first.Items, .. second.Items] },
            _ => before.Under(after),
        };

    private void Close()
    {
        if (!_isOpen)
            return;
        var text = _text.ToString();
        _parts.Add(new ConfigText(text == "null" && !_isQuoted ? null : text, origin) { IsUnknown = _isUnknown });
        _text.Clear();
        _isOpen = false;
    }
}
