using System.Collections.Immutable;
using System.Text;

namespace Beacon.Plans.Text;

/// <summary>The names of enumeration members in a configuration and in JSON: <c>OnFailure</c> is <c>on-failure</c>.</summary>
public static class EnumText
{
    /// <summary>The names of all members, in the order of their declaration.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    public static ImmutableArray<string> All<T>()
        where T : struct, Enum => Names<T>.All;

    /// <summary>The name of a member.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="value">A member.</param>
    /// <exception cref="ArgumentOutOfRangeException">The enumeration has no such member.</exception>
    public static string Format<T>(T value)
        where T : struct, Enum
    {
        var index = Names<T>.Values.IndexOf(value);
        return index >= 0
            ? Names<T>.All[index]
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{typeof(T).Name} has no such member");
    }

    /// <summary>The member of a name.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="name">A name in kebab case; its case counts.</param>
    /// <param name="value">The member.</param>
    /// <returns>Whether the enumeration has such a member.</returns>
    public static bool TryParse<T>(string name, out T value)
        where T : struct, Enum
    {
        var index = Names<T>.All.IndexOf(name);
        value = index >= 0 ? Names<T>.Values[index] : default;
        return index >= 0;
    }

    private static string Kebab(string name)
    {
        var kebab = new StringBuilder();
        foreach (var character in name)
            kebab.Append(kebab.Length > 0 && char.IsUpper(character) ? "-" : "").Append(char.ToLowerInvariant(character));
        return kebab.ToString();
    }

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly ImmutableArray<T> Values = [.. Enum.GetValues<T>()];
        public static readonly ImmutableArray<string> All = [.. Values.Select(value => Kebab(value.ToString()))];
    }
}
