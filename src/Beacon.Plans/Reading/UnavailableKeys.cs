using Beacon.Plans.Hocon;

namespace Beacon.Plans.Reading;

/// <summary>
/// The keys of <c>reference.conf</c> that this version does not support yet. They are refused rather than silently accepted, unless their
/// value works already. A key that becomes available loses its row.
/// </summary>
internal static class UnavailableKeys
{
    /// <summary>The keys below <c>beacon</c>, those of every component below <c>component</c>, each with the values that work.</summary>
    private static readonly Dictionary<string, string[]> Rows = new() { ["component.node-role"] = [] };

    /// <summary>All of them, as the rows spell them.</summary>
    public static IEnumerable<string> All => Rows.Keys;

    /// <summary>Why a value can't be had in this version; null: it can.</summary>
    /// <param name="key">A key as the rows spell it.</param>
    /// <param name="value">The value.</param>
    public static string? WhyNot(string key, ConfigNode value)
    {
        if (!Rows.TryGetValue(key, out var works) || IsEmpty(value))
            return null;
        if (value is ConfigText { Text: { } text } && works.Contains(text))
            return null;

        var wayOut = works switch
        {
            [] => "leave the key out",
            [var only] => $"the only value that works is {only}",
            _ => $"the values that work are {string.Join(", ", works)}",
        };
        return $"{value.Describe()} is not available in this version; {wayOut}";
    }

    private static bool IsEmpty(ConfigNode value) =>
        value is ConfigText { Text: null or "" } or ConfigList { Items.IsEmpty: true } or ConfigObject { Fields.IsEmpty: true };
}
