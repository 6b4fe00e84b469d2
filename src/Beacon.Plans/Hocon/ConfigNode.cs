using System.Collections.Immutable;

namespace Beacon.Plans.Hocon;

/// <summary>A source of values: a file, or a part of the command line.</summary>
/// <param name="Name">As the user named it: <c>hocon/beacon.conf</c>, <c>--set</c>; empty: values made by a program.</param>
/// <param name="Folder">The folder that its relative paths start from: an absolute path.</param>
internal sealed record ConfigSource(string Name, string Folder);

/// <summary>The place of a value. Lines count from 1; 0: there are no lines.</summary>
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

        // By key, since a file decides how many there are.
        var winners = new Dictionary<string, ConfigNode>();
        foreach (var field in theirs.Fields)
            winners.TryAdd(field.Key, field.Value);
        var own = mine.Fields.Select(field => field.Key).ToHashSet();
        var kept = mine.Fields.Select(field =>
            winners.TryGetValue(field.Key, out var value) ? field with { Value = field.Value.Under(value) } : field
        );
        return new ConfigObject([.. kept, .. theirs.Fields.Where(field => !own.Contains(field.Key))], theirs.Origin);
    }

    /// <summary>What it is, for a message: <c>"abc"</c>, <c>a list [ … ]</c>.</summary>
    public abstract string Describe();
}

internal sealed record ConfigField(string Key, ConfigNode Value);

/// <summary>An object; each key stands once.</summary>
internal sealed record ConfigObject(ImmutableArray<ConfigField> Fields, ConfigOrigin Origin) : ConfigNode(Origin)
{
    /// <summary>It is not written itself: the <c>a</c> of <c>a.b = 1</c>.</summary>
    public bool IsImplied { get; init; }

    public ConfigNode? this[string key] => Fields.FirstOrDefault(field => field.Key == key)?.Value;

    public override string Describe() => "an object { … }";
}

internal sealed record ConfigList(ImmutableArray<ConfigNode> Items, ConfigOrigin Origin) : ConfigNode(Origin)
{
    public override string Describe() => "a list [ … ]";
}

/// <summary>
/// A number, a switch or a text, which HOCON does not distinguish until they are read; null: the literal <c>null</c>, for the default.
/// </summary>
internal sealed record ConfigText(string? Text, ConfigOrigin Origin) : ConfigNode(Origin)
{
    /// <summary>
    /// It depends on an environment variable that is not set. That is a problem already, so that this value causes no second one.
    /// </summary>
    public bool IsUnknown { get; init; }

    public override string Describe() =>
        Text is null ? "null"
        : HoconText.HalfCharacter(Text) is { } half ? $"\\u{(int)half:x4}, half of a character"
        : $"\"{Text}\"";
}

/// <summary>A value as the scanner reads it: parts that stand side by side, any of which may be a reference.</summary>
internal sealed record ConfigJoin(ImmutableArray<JoinedPart> Parts, ConfigOrigin Origin) : ConfigNode(Origin)
{
    public override string Describe() => "a value with references";
}

/// <summary>A part of a value: a text, a list or a reference, with the blanks before it.</summary>
internal sealed record JoinedPart(ConfigNode Value, string Blanks, bool IsQuoted = false);

/// <summary><c>${NAME}</c> or <c>${?NAME}</c> outside of quotes: the name of a key or of an environment variable.</summary>
internal sealed record ConfigReference(string Name, bool IsOptional, ConfigOrigin Origin) : ConfigNode(Origin)
{
    /// <summary>Whether a text can name a key or a variable.</summary>
    public static bool IsName(string name) =>
        name.Split('.')
            .All(part => part.Length > 0 && part.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-'));

    public override string Describe() => $"${{{Name}}}";
}
