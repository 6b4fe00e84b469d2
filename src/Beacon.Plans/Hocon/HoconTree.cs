using System.Globalization;
using Akka.Configuration.Hocon;

namespace Beacon.Plans.Hocon;

/// <summary>
/// Turns what Akka's parser made of a scanned file, or of any text, into configuration nodes. Walks it element by element: the parser's own ways through
/// it (<c>ToString</c>, <c>GetString</c>) read some values wrongly and do not come back from others.
/// </summary>
internal sealed class HoconTree
{
    // References are checked before; this stands between a mistake in that check and the end of the process.
    private const int MaximumDepth = 512;

    private readonly ScannedHocon? _scanned;
    private readonly ConfigSource _source;

    private HoconTree(ScannedHocon? scanned, ConfigSource source) => (_scanned, _source) = (scanned, source);

    /// <summary>The root of a scanned file, in whose place the parser has seen a skeleton.</summary>
    /// <param name="scanned">The file.</param>
    /// <param name="source">Its name and folder.</param>
    /// <exception cref="FormatException">The parser refused what the scanner had passed.</exception>
    public static ConfigObject Read(ScannedHocon scanned, ConfigSource source)
    {
        var root = Parser.Parse(scanned.Skeleton, _ => throw new FormatException("include is not supported"));
        return (ConfigObject)new HoconTree(scanned, source).Node(root.Value.Values, "", 0);
    }

    /// <summary>A value that Akka has parsed itself.</summary>
    /// <param name="value">The value.</param>
    /// <param name="source">Who says it.</param>
    public static ConfigNode Read(HoconValue value, ConfigSource source) => new HoconTree(null, source).Node(value.Values, "", 0);

    private ConfigNode Node(List<IHoconElement> elements, string path, int depth)
    {
        if (depth > MaximumDepth)
            throw new FormatException($"{path} is nested too deeply, or refers to itself");

        var parts = elements.Select(element => Part(element, path, depth + 1)).OfType<ConfigNode>().ToList();

        // Blanks around an unquoted value are parts of their own where Akka has parsed it.
        while (_scanned is null && parts.Count > 1 && IsBlank(parts[^1]))
            parts.RemoveAt(parts.Count - 1);
        while (_scanned is null && parts.Count > 1 && IsBlank(parts[0]))
            parts.RemoveAt(0);
        return parts.Count > 0 ? Joined(parts) : new ConfigText(null, Origin(path));
    }

    private ConfigNode? Part(IHoconElement element, string path, int depth) =>
        element switch
        {
            HoconObject fields => new ConfigObject(
                [.. fields.Items.Select(field => Field(field.Key, field.Value, path, depth))],
                Origin(path)
            ),
            HoconArray items => new ConfigList(
                [.. items.Where(item => item.Values.Count > 0).Select(item => Node(item.Values, path, depth))],
                Origin(path)
            ),
            HoconSubstitution reference => Node(reference.ResolvedValue.Values, path, depth),
            HoconLiteral text when _scanned is null => new ConfigText(text.Value is "null" ? null : text.Value, Origin(path)),
            HoconLiteral blank when string.IsNullOrWhiteSpace(blank.Value) => null,
            HoconLiteral index => Text(_scanned.Texts[int.Parse(index.Value, CultureInfo.InvariantCulture)], path),
            _ => throw new FormatException($"{path}: unexpected {element.GetType().Name}"),
        };

    private ConfigField Field(string key, HoconValue value, string path, int depth) =>
        new(key, Node(value.Values, HoconText.Join(path, key), depth));

    private ConfigText Text(ScannedText text, string path) =>
        new(text.Text, new ConfigOrigin(_source, path, text.Line)) { IsUnknown = text.IsUnknown };

    // Texts join to a text, lists to a list, objects merge; where kinds meet, as after a key was said anew, the later one stands.
    private static ConfigNode Joined(List<ConfigNode> parts)
    {
        if (parts.Count > 1 && parts.Exists(part => part is not ConfigText))
            parts.RemoveAll(IsBlank);

        return parts.Aggregate(
            (before, after) =>
                (before, after) switch
                {
                    (ConfigText first, ConfigText second) => first with
                    {
                        Text = first.Text + second.Text,
                        IsUnknown = first.IsUnknown || second.IsUnknown,
                    },
                    (ConfigList first, ConfigList second) => first with { Items = [.. first.Items, .. second.Items] },
                    _ => before.Under(after),
                }
        );
    }

    private static bool IsBlank(ConfigNode part) => part is ConfigText { Text: var text } && string.IsNullOrWhiteSpace(text);

    private ConfigOrigin Origin(string path) => new(_source, path, _scanned?.Keys.LineOf(path) ?? 0);
}
