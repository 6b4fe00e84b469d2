using System.Globalization;
using Beacon.Plans.Hocon;

namespace Beacon.Plans.Reading;

/// <summary>Turns dictionaries, lists and texts into configuration nodes.</summary>
internal static class ConfigValues
{
    private static readonly ConfigOrigin Origin = new(new ConfigSource("", ""), "", 0);

    /// <summary>The node of a value.</summary>
    public static ConfigNode Read(object? value) =>
        value switch
        {
            null => new ConfigText(null, Origin),
            string text => new ConfigText(text, Origin),
            bool isOn => new ConfigText(isOn ? "on" : "off", Origin),
            IReadOnlyDictionary<string, object?> fields => new ConfigObject(
                [.. fields.Select(field => new ConfigField(field.Key, Read(field.Value)))],
                Origin
            ),
            IEnumerable<object?> items => new ConfigList([.. items.Select(Read)], Origin),
            _ => new ConfigText(Convert.ToString(value, CultureInfo.InvariantCulture), Origin),
        };
}
