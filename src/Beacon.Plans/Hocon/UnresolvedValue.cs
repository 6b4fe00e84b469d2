using System.Collections.Immutable;

namespace Beacon.Plans.Hocon;

/// <summary>A value as the scanner reads it: parts that stand side by side, any of which may be a reference.</summary>
internal sealed record ConfigJoin(ImmutableArray<JoinedPart> Parts, ConfigOrigin Origin) : ConfigNode(Origin)
{
    public override string Describe() => "a value with references";
}

/// <summary>A part of a value.</summary>
/// <param name="Value">A text, a list or a reference.</param>
/// <param name="Blanks">The blanks before it.</param>
/// <param name="IsQuoted">It is a text in quotes.</param>
internal sealed record JoinedPart(ConfigNode Value, string Blanks, bool IsQuoted = false);

/// <summary><c>${NAME}</c> or <c>${?NAME}</c> outside of quotes.</summary>
/// <param name="Name">The name of a key or of an environment variable.</param>
/// <param name="IsOptional">It may come to nothing.</param>
/// <param name="Origin">Where it stands.</param>
internal sealed record ConfigReference(string Name, bool IsOptional, ConfigOrigin Origin) : ConfigNode(Origin)
{
    /// <summary>Whether a text can name a key or a variable.</summary>
    public static bool IsName(string name) =>
        name.Split('.')
            .All(part => part.Length > 0 && part.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-'));

    public override string Describe() => $"${{{Name}}}";
}
