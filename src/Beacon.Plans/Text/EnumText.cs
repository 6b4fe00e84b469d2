using System.Collections.Immutable;
using System.Text.Json;

namespace Beacon.Plans.Text;

/// <summary>The names of enumeration members in a configuration: <c>OnFailure</c> is <c>on-failure</c>.</summary>
internal static class EnumText
{
    /// <summary>The names of all members, in the order of their declaration.</summary>
    public static ImmutableArray<string> All<T>()
        where T : struct, Enum => Names<T>.All;

    public static string Format(Enum value) =>
        Enum.IsDefined(value.GetType(), value)
            ? JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString())
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"{value.GetType().Name} has no such member");

    /// <summary>Whether an enumeration has a member of this name; its case counts.</summary>
    public static bool TryParse<T>(string name, out T value)
        where T : struct, Enum
    {
        var index = All<T>().IndexOf(name);
        value = index >= 0 ? Enum.GetValues<T>()[index] : default;
        return index >= 0;
    }

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly ImmutableArray<string> All = [.. Enum.GetValues<T>().Select(value => Format(value))];
    }
}
