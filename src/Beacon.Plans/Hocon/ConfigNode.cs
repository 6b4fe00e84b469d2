using System.Collections.Immutable;

namespace Beacon.Plans.Hocon;

/// <summary>A source of values: a file, or a part of the command line.</summary>
/// <param name="Name">As the user named it: <c>hocon/beacon.conf</c>, <c>--set</c>; empty: values made by a program.</param>
/// <param name="Folder">The folder that its relative paths start from: an absolute path.</param>
internal sealed record ConfigSource(string Name, string Folder);

/// <summary>The place of a value.</summary>
/// <param name="Source">Its source.</param>
/// <param name="Path">Its HOCON path.</param>
/// <param name="Line">The line, from 1; 0: there are no lines.</param>
internal sealed record ConfigOrigin(ConfigSource Source, string Path, int Line)
{
    /// <summary>For a message: <c>beacon.conf:12</c>; null: made by a program.</summary>
    public string? Location =>
        Source.Name.Length == 0 ? null
        : Line > 0 ? $"{Source.Name}:{Line}"
        : Source.Name;
}

/// <summary>A parsed configuration: immutable, in the order of its text, each value with its place.</summary>
internal abstract record ConfigNode(ConfigOrigin Origin)
{
    /// <summary>This value merged with one of higher precedence: objects merge, anything else is replaced.</summary>
    public ConfigNode Under(ConfigNode winner)
    {
        if (this is not ConfigObject mine || winner is not ConfigObject theirs)
            return winner;

        var fields = mine.Fields.ToBuilder();
        foreach (var their in theirs.Fields)
        {
            var index = mine.IndexOf(their.Key);
            if (index < 0)
                fields.Add(their);
            else
                fields[index] = new ConfigField(their.Key, mine.Fields[index].Value.Under(their.Value));
        }

        return new ConfigObject(fields.ToImmutable(), theirs.Origin);
    }

    /// <summary>The same value, as if it came from another source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="path">The path of this value.</param>
    public ConfigNode WithSource(ConfigSource source, string path = "")
    {
        var origin = new ConfigOrigin(source, path, 0);
        return this switch
        {
            ConfigObject group => new ConfigObject(
                [.. group.Fields.Select(field => field with { Value = field.Value.WithSource(source, HoconText.Join(path, field.Key)) })],
                origin
            ),
            ConfigList list => new ConfigList([.. list.Items.Select(item => item.WithSource(source, path))], origin),
            _ => this with { Origin = origin },
        };
    }

    /// <summary>What it is, for a message: <c>"abc"</c>, <c>a list [ … ]</c>.</summary>
    public abstract string Describe();
}

/// <summary>A key and its value.</summary>
internal sealed record ConfigField(string Key, ConfigNode Value);

/// <summary>An object; each key stands once.</summary>
internal sealed record ConfigObject(ImmutableArray<ConfigField> Fields, ConfigOrigin Origin) : ConfigNode(Origin)
{
    /// <summary>It is not written itself: the <c>a</c> of <c>a.b = 1</c>.</summary>
    public bool IsImplied { get; init; }

    public ConfigNode? this[string key] => IndexOf(key) is >= 0 and var index ? Fields[index].Value : null;

    public int IndexOf(string key)
    {
        for (var index = 0; index < Fields.Length; index++)
            if (Fields[index].Key == key)
                return index;
        return -1;
    }

    public override string Describe() => "an object { … }";
}

/// <summary>A list.</summary>
internal sealed record ConfigList(ImmutableArray<ConfigNode> Items, ConfigOrigin Origin) : ConfigNode(Origin)
{
    public override string Describe() => "a list [ … ]";
}

/// <summary>A number, a switch or a text: HOCON does not distinguish them until they are read.</summary>
/// <param name="Text">The text; null: the literal <c>null</c>, which means the default.</param>
/// <param name="Origin">Its place.</param>
internal sealed record ConfigText(string? Text, ConfigOrigin Origin) : ConfigNode(Origin)
{
    /// <summary>
    /// It depends on an environment variable that is not set. That is a problem already, so that this value causes no second one.
    /// </summary>
    public bool IsUnknown { get; init; }

    public override string Describe() => Text is null ? "null" : $"\"{Text}\"";
}
