using System.Collections;
using System.Globalization;
using Beacon.Plans.Hocon;
using Beacon.Plans.Text;

namespace Beacon.Plans.Reading;

/// <summary>Turns values of a program into configuration nodes.</summary>
internal static class ConfigValues
{
    /// <summary>The node of a value: a mapping of texts, a list, or a single value; null means the default.</summary>
    public static ConfigNode Read(object? value, ConfigOrigin origin) =>
        value switch
        {
            null or DBNull => new ConfigText(null, origin),
            string text => new ConfigText(text, origin),
            bool isOn => new ConfigText(isOn ? "on" : "off", origin),
            TimeSpan duration => new ConfigText(Durations.Format(duration), origin),
            Enum member => new ConfigText(EnumText.Format(member), origin),
            IEnumerable<KeyValuePair<string, object?>> fields => new ConfigObject(
                [.. fields.Select(field => new ConfigField(field.Key, Read(field.Value, Below(origin, field.Key))))],
                origin
            ),
            IEnumerable items => new ConfigList([.. items.Cast<object?>().Select(item => Read(item, origin))], origin),
            _ => new ConfigText(Convert.ToString(value, CultureInfo.InvariantCulture), origin),
        };

    private static ConfigOrigin Below(ConfigOrigin origin, string key) => origin with { Path = HoconText.Join(origin.Path, key) };
}
