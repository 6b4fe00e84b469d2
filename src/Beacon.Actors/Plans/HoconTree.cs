using System.Globalization;
using Akka.Configuration.Hocon;

namespace Beacon.Actors.Plans;

/// <summary>
/// Turns what Akka's parser made of a scanned file into configuration nodes. Walks it element by element: the parser's own ways through
/// it (<c>ToString</c>, <c>GetString</c>) read some values wrongly and do not come back from others.
/// </summary>
internal sealed class HoconTree(ScannedHocon scanned, ConfigSource source)
{
    // References are checked before; this stands between a mistake in that check and the end of the process.
    private const int MaximumDepth = 512;

    /// <summary>The root of a file.</summary>
    /// <exception cref="FormatException">The parser refused what the scanner had passed.</exception>
    public ConfigObject Read()
    {
        var root = Parser.Parse(scanned.Skeleton, _ => throw new FormatException("include is not supported"));
        return (ConfigObject)Node(root.Value.Values, "", 0);
    }

    private ConfigNode Node(List<IHoconElement> elements, string path, int depth)
    {
        if (depth > MaximumDepth) throw new FormatException($"{path} is nested too deeply, or refers to itself");

        var parts = elements.Select(element => Part(element, path, depth + 1)).OfType<ConfigNode>().ToList();
        return parts.Count > 0 ? Joined(parts) : new ConfigText(null, Origin(path));
    }

    private ConfigNode? Part(IHoconElement element, string path, int depth) => element switch
    {
        HoconObject fields => new ConfigObject([.. fields.Items.Select(field => Field(field.Key, field.Value, path, depth))], Origin(path)),
        HoconArray items => new ConfigList([.. items.Where(item => item.Values.Count > 0).Select(item => Node(item.Values, path, depth))], Origin(path)),
        HoconSubstitution reference => Node(reference.ResolvedValue.Values, path, depth),
        HoconLiteral blank when string.IsNullOrWhiteSpace(blank.Value) => null,
        HoconLiteral index => Text(scanned.Texts[int.Parse(index.Value, CultureInfo.InvariantCulture)], path),
        _ => throw new FormatException($"{path}: unexpected {element.GetType().Name}"),
    };

    private ConfigField Field(string key, HoconValue value, string path, int depth) =>
        new(key, Node(value.Values, HoconText.Join(path, key), depth));

    private ConfigText Text(ScannedText text, string path) =>
        new(text.Text, new ConfigOrigin(source, path, text.Line)) { IsUnknown = text.IsUnknown };

    // Texts join to a text, lists to a list, objects merge; where kinds meet, as after a key was said anew, the later one stands.
    private static ConfigNode Joined(List<ConfigNode> parts)
    {
        if (parts.Count > 1 && parts.Exists(part => part is not ConfigText))
            parts.RemoveAll(part => part is ConfigText { Text: var text } && string.IsNullOrWhiteSpace(text));

        return parts.Aggregate((before, after) => (before, after) switch
        {
            (ConfigText first, ConfigText second) =>
                first with { Text = first.Text + second.Text, IsUnknown = first.IsUnknown || second.IsUnknown },
            (ConfigList first, ConfigList second) => first with { Items = [.. first.Items, .. second.Items] },
            _ => before.Under(after),
        });
    }

    private ConfigOrigin Origin(string path) => new(source, path, scanned.Keys.LineOf(path));
}
