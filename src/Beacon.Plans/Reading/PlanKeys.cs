using System.Collections.Immutable;
using Beacon.Plans.Hocon;

namespace Beacon.Plans.Reading;

/// <summary>
/// The keys that there are, and their defaults: what <c>reference.conf</c> holds. An object there lists all keys that may stand in it;
/// an empty object takes any, for names or for what its reader checks.
/// </summary>
internal sealed class PlanKeys(List<PlanProblem> problems)
{
    /// <summary>
    /// The keys that this version does not support yet, those of every component below <c>component</c>. They are refused unless empty. A
    /// key that becomes available leaves this list.
    /// </summary>
    public static readonly string[] Unavailable = ["component.node-role"];

    /// <summary>The object <c>beacon</c> of <c>reference.conf</c>.</summary>
    public static ConfigObject Reference { get; } = Load();

    /// <summary>The defaults of a component.</summary>
    public static ConfigObject ComponentReference => (ConfigObject)Reference["component-defaults"]!;

    /// <summary>The object <c>beacon</c> of a configuration without the fields that can't be read, with a problem for each.</summary>
    public ConfigObject Check(ConfigObject root)
    {
        foreach (var (key, value) in root.Fields)
            if (key != "beacon" && Nearest.To(key, ["beacon"]) is { } near)
                Refuse(value, $"unknown key; did you mean \"{near}\"?");

        return root["beacon"] is { } beacon ? Checked(beacon, Reference, "") as ConfigObject ?? Empty : Empty;
    }

    private static ConfigObject Empty { get; } = new([], new ConfigOrigin(new ConfigSource("", ""), "beacon", 0));

    /// <summary>A value without the fields that can't be read; null: it can't be read itself.</summary>
    /// <param name="value">The value.</param>
    /// <param name="reference">What <c>reference.conf</c> holds there.</param>
    /// <param name="key">Which key that is, as <see cref="Unavailable"/> spells it.</param>
    private ConfigNode? Checked(ConfigNode value, ConfigNode reference, string key)
    {
        if (Unavailable.Contains(key) && !IsEmpty(value))
            return Refuse(value, $"{value.Describe()} is not available in this version; leave the key out");
        if (reference is not ConfigObject known || value is ConfigText { Text: null } or ConfigText { IsUnknown: true })
            return value;
        if (value is not ConfigObject group)
            return Refuse(value, $"expected an object {{ … }}, found {value.Describe()}");
        if (key == "components")
            return With(group, field => Checked(field.Value, ComponentReference, "component"));
        if (known.Fields.IsEmpty)
            return value;

        return With(
            group,
            field =>
                known[field.Key] is { } next
                    ? Checked(field.Value, next, Below(key, field.Key))
                    : Refuse(field.Value, $"unknown key{Nearest.Suggestion(field.Key, known.Fields.Select(other => other.Key))}")
        );
    }

    private static bool IsEmpty(ConfigNode value) =>
        value is ConfigText { Text: null or "" } or ConfigList { Items.IsEmpty: true } or ConfigObject { Fields.IsEmpty: true };

    private static string Below(string key, string next) =>
        (key, next) switch
        {
            ("", "component-defaults") => "component",
            ("", _) => next,
            _ => $"{key}.{next}",
        };

    private static ConfigObject With(ConfigObject group, Func<ConfigField, ConfigNode?> check) =>
        group with
        {
            Fields = [.. group.Fields.SelectMany(field => check(field) is { } value ? [field with { Value = value }] : (ConfigField[])[])],
        };

    private ConfigNode? Refuse(ConfigNode value, string message)
    {
        problems.Add(new PlanProblem(value.Origin.Path, message) { Location = value.Origin.Location });
        return null;
    }

    /// <summary>The text of <c>reference.conf</c>.</summary>
    public static string ReferenceText
    {
        get
        {
            using var stream = typeof(PlanKeys).Assembly.GetManifestResourceStream("Beacon.Plans.reference.conf")!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }

    private static ConfigObject Load()
    {
        var problems = new List<PlanProblem>();
        var source = new ConfigSource("reference.conf", "/");
        var root = HoconFile.Read(ReferenceText, source, ImmutableDictionary<string, string>.Empty, problems);
        return problems.Count == 0 ? (ConfigObject)root!["beacon"]! : throw new InvalidPlanException(problems);
    }
}
