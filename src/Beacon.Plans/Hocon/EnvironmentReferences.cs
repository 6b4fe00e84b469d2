namespace Beacon.Plans.Hocon;

/// <summary>What <c>${NAME}</c> outside of quotes stands for.</summary>
internal enum ReferenceMeaning
{
    /// <summary>The text of an environment variable.</summary>
    Text,

    /// <summary>Another key of the same file.</summary>
    Key,

    /// <summary>Nothing: optional, and not there.</summary>
    Nothing,

    /// <summary>Something that had to be there, and is not.</summary>
    Missing,
}

/// <summary>
/// Tells references to environment variables, which Akka's parser does not know and Beacon fills in before it, from references to keys of
/// the same file, which stay for that parser. No reference that nothing answers may reach it: it reads some as the whole file.
/// </summary>
/// <param name="environment">The variables.</param>
/// <param name="keys">The keys of the file; null: they are still being gathered.</param>
internal sealed class EnvironmentReferences(IReadOnlyDictionary<string, string> environment, HoconReferences? keys)
{
    /// <summary>Says what a reference means.</summary>
    /// <param name="inside">What stands between the braces: <c>NAME</c> or <c>?NAME</c>.</param>
    public (ReferenceMeaning Meaning, string Text) Resolve(string inside)
    {
        var isOptional = inside.StartsWith('?');
        var name = isOptional ? inside[1..].Trim() : inside;
        if (keys is null)
            return (ReferenceMeaning.Nothing, "");
        if (keys.HasRootOf(name))
            return isOptional && !keys.HasKey(name) ? (ReferenceMeaning.Nothing, "") : (ReferenceMeaning.Key, name);
        if (environment.TryGetValue(name, out var value))
            return (ReferenceMeaning.Text, value);
        return isOptional ? (ReferenceMeaning.Nothing, "") : (ReferenceMeaning.Missing, name);
    }

    /// <summary>Whether a name can be a variable's or a key's.</summary>
    public static bool IsName(string inside)
    {
        var name = inside.StartsWith('?') ? inside[1..].Trim() : inside;
        return name.Length > 0
            && name.Split('.')
                .All(part => part.Length > 0 && part.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-'));
    }
}
