namespace Beacon.Plans.Hocon;

/// <summary>
/// Joins the parts of one value: texts to a text, with the blanks between them, and lists to a list; objects merge. Where kinds meet, the
/// later one stands.
/// </summary>
/// <param name="origin">Where the value was assigned.</param>
internal sealed class JoinedValue(ConfigOrigin origin)
{
    private readonly List<ConfigNode> _parts = [];

    /// <summary>Whether a text was added that is not empty.</summary>
    public bool HasText { get; private set; }

    public void Add(string blanks, string? text, bool isUnknown = false)
    {
        HasText |= text is { Length: > 0 };
        Add(blanks, new ConfigText(text, origin) { IsUnknown = isUnknown });
    }

    public void Add(string blanks, ConfigNode part)
    {
        if (_parts.Count > 0 && blanks.Length > 0)
            _parts.Add(new ConfigText(blanks, origin));
        _parts.Add(part);
    }

    /// <summary>The value; null: it has no parts.</summary>
    public ConfigNode? End()
    {
        if (_parts.Count > 1 && _parts.Exists(part => part is not ConfigText))
            _parts.RemoveAll(part => part is ConfigText { Text: var text } && string.IsNullOrWhiteSpace(text));
        return _parts.Count == 0 ? null
            : _parts.TrueForAll(part => part is ConfigText) ? JoinedText()
            : _parts.TrueForAll(part => part is ConfigList) ? JoinedList()
            : _parts.Aggregate(Join);
    }

    private ConfigList JoinedList() => (ConfigList)_parts[0] with { Items = [.. _parts.SelectMany(part => ((ConfigList)part).Items)] };

    // At once: what has many parts would be copied as often.
    private ConfigText JoinedText()
    {
        var texts = _parts.ConvertAll(part => (ConfigText)part);
        return texts is [var only]
            ? only
            : texts[0] with
            {
                Text = string.Concat(texts.Select(part => part.Text)),
                IsUnknown = texts.Exists(part => part.IsUnknown),
            };
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
}
