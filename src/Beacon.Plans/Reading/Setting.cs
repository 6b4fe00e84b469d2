using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Beacon.Plans.Hocon;
using Beacon.Plans.Text;

namespace Beacon.Plans.Reading;

/// <summary>Parses a text, or says what is wrong with it.</summary>
internal delegate bool TryParse<T>(string text, out T? value, out string? error)
    where T : class;

/// <summary>
/// One place of the configuration as its reader sees it: the value assigned there, over the default of <c>reference.conf</c>. A typed read
/// that fails adds a problem and returns some value, so that all problems are found together; the plan is refused at the end.
/// </summary>
internal sealed class Setting(string path, string key, ConfigNode? assigned, ConfigNode? byDefault, List<PlanProblem> problems)
{
    /// <summary>The value assigned, otherwise the default; null: neither. An assigned <c>null</c> means the default.</summary>
    public ConfigNode? Value =>
        assigned is { } value && !IsNull(value) ? value
        : byDefault is { } fallback && !IsNull(fallback) ? fallback
        : null;

    /// <summary>Whether the configuration says it, rather than the defaults.</summary>
    public bool IsAssigned => assigned is { } value && !IsNull(value);

    /// <summary>This setting; null: it has no value.</summary>
    public Setting? Given => Value is null ? null : this;

    public string Key => key;

    public Setting this[string next] =>
        new(HoconText.Join(path, next), next, (Value as ConfigObject)?[next], (byDefault as ConfigObject)?[next], problems);

    /// <summary>The fields of an object; none if it is something else.</summary>
    public IEnumerable<Setting> Fields => Value is ConfigObject group ? group.Fields.Select(entry => this[entry.Key]) : [];

    private string? Location => assigned?.Origin.Location;

    /// <summary>This object over another one, without one of its own fields.</summary>
    public Setting Over(ConfigObject below, string without)
    {
        var own = (ConfigObject)assigned!;
        var kept = own.Fields.Where(field => field.Key != without && !IsNull(field.Value));
        return new Setting(path, key, below.Under(own with { Fields = [.. kept] }), byDefault, problems);
    }

    /// <summary>Adds a problem with the path of this setting, and its place or that of the part that is wrong.</summary>
    public void Refuse(string message, Setting? part = null)
    {
        var reference = part is null && Value is ConfigText { Text: { } text } ? QuotedReference.In(text) : null;
        problems.Add(
            new PlanProblem(assigned?.Origin.Path ?? path, reference is null ? message : $"{message}; {reference}")
            {
                Location = part?.Location ?? Location,
            }
        );
    }

    // What is meant is probably the value of the variable.
    private string? WarnOfReference(string? text)
    {
        if (text is not null && QuotedReference.In(text) is { } reference)
            problems.Add(new PlanProblem(assigned?.Origin.Path ?? path, reference) { Location = Location, IsWarning = true });
        return text;
    }

    /// <summary>Adds a problem if a key is missing.</summary>
    public void Require(string next, string wayOut)
    {
        if (this[next].Value is null)
            problems.Add(new PlanProblem(HoconText.Join(path, next), $"is missing; {wayOut}") { Location = Location });
    }

    /// <summary>A text, with <c>{config-dir}</c> filled in; null: there is none, or a problem was added.</summary>
    public string? Text(string expected = "a text") => WarnOfReference(Literal(expected));

    /// <summary>The same for a text that may well hold <c>${NAME}</c>, such as a pattern.</summary>
    public string? Literal(string expected = "a text") => Text(expected, folder => folder);

    /// <summary>A text in which a run replaces placeholders.</summary>
    public string? Template(string expected = "a text") => WarnOfReference(LiteralTemplate(expected));

    /// <summary>The same for a text that may well hold <c>${NAME}</c>, such as a script.</summary>
    public string? LiteralTemplate(string expected = "a text") => Text(expected, Placeholders.Escape);

    private string? Text(string expected, Func<string, string> folderOf) =>
        Value switch
        {
            null or ConfigText { IsUnknown: true } => null,
            ConfigText { Text: { } text } value when !text.Contains('\0') && HoconText.HalfCharacter(text) is null => text.Replace(
                Placeholders.ConfigDir,
                folderOf(value.Origin.Source.Folder),
                StringComparison.Ordinal
            ),
            var other => Wrong(other, expected),
        };

    /// <summary>A path, made absolute from the folder of its source.</summary>
    /// <param name="expected">What is expected, for a message.</param>
    public string? AbsolutePath(string expected = "a path") =>
        Text(expected) is not { } text ? null
        : text.Trim().Length == 0 ? Wrong(Value!, expected)
        : AbsolutePaths.Of(text, Value!.Origin.Source.Folder);

    /// <summary>The same, for a path in which a run replaces placeholders.</summary>
    public string? PathTemplate() =>
        Template("a path") is not { } text ? null
        : text.Trim().Length == 0 ? Wrong(Value!, "a path")
        // {record} begins with a slash once it is filled in.
        : text.StartsWith('{') ? text
        : AbsolutePaths.Of(text, Placeholders.Escape(Value!.Origin.Source.Folder));

    /// <summary>A program: a path if it holds a slash, else a name that is looked up on PATH.</summary>
    public string? Program() =>
        Template("a program's name or path") is not { } text ? null
        : text.Trim().Length == 0 ? Wrong(Value!, "a program's name or path")
        : text.Contains('/') ? PathTemplate()
        : text;

    public TimeSpan Duration(int atLeastMilliseconds = 1)
    {
        var atLeast = TimeSpan.FromMilliseconds(atLeastMilliseconds);
        if (Text("a duration such as 30s") is not { } text)
            return default;
        if (!Durations.TryParse(text, out var value, out var error))
            Refuse(error);
        else if (value < atLeast)
            Refuse($"\"{text}\" is too short; the least is {Durations.Format(atLeast)}");
        return value;
    }

    public long Size(long atLeast) => Size("a size such as 512MiB", atLeast, "") ?? default;

    /// <summary>A size in bytes; null: it is off, or a problem was added.</summary>
    public long? SizeOrOff(long atLeast) => Size("a size such as 256MiB, or off", atLeast, ", or off");

    private long? Size(string expected, long atLeast, string orElse)
    {
        if (Text(expected) is not { } text || (text == "off" && orElse.Length > 0))
            return null;
        if (!Sizes.TryParse(text, out var bytes, out var error))
            Refuse(error + orElse);
        else if (bytes < atLeast)
            Refuse($"\"{text}\" is too small; the least is {Sizes.Format(atLeast)}");
        return bytes;
    }

    public bool Switch() => OneOf("on", "off", "true", "false", "yes", "no") is "on" or "true" or "yes";

    public int Integer(int least, int most) => Number(least, most, NumberStyles.AllowLeadingSign);

    public double Number(double least, double most) =>
        Number(least, most, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent);

    private T Number<T>(T least, T most, NumberStyles styles)
        where T : struct, INumber<T>
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}");
        if (Text(expected) is not { } text)
            return default;
        if (T.TryParse(text, styles, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            return value;
        Refuse($"expected {expected}, found \"{text}\"");
        return default;
    }

    /// <summary>One of some words; null: there is none, or a problem was added.</summary>
    private string? OneOf(params string[] words)
    {
        var expected = $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}";
        var text = Text(expected);
        if (text is null || words.Contains(text))
            return text;

        Refuse($"expected {expected}, found \"{text}\"{Nearest.Suggestion(text, words)}");
        return null;
    }

    /// <summary>A member of an enumeration by its name; its first member: there is none, or a problem was added.</summary>
    /// <param name="others">Other words that would have been right, for a message.</param>
    public T OneOf<T>(ImmutableArray<string> others = default)
        where T : struct, Enum =>
        OneOf([.. EnumText.All<T>(), .. others.IsDefault ? [] : others]) is { } name && EnumText.TryParse<T>(name, out var value)
            ? value
            : default;

    /// <summary>The elements of a list.</summary>
    public IReadOnlyList<Setting> Items(string expected = "a list [ … ]")
    {
        if (Value is ConfigList list)
            return [.. list.Items.Where(IsValue).Select(item => new Setting(path, key, item, null, problems))];
        if (Value is not (null or ConfigText { IsUnknown: true }))
            Wrong(Value, expected);
        return [];
    }

    /// <summary>The elements of a list, or a single value as the only one.</summary>
    public IReadOnlyList<Setting> ItemsOrOne() => Value is null or ConfigList ? Items() : [this];

    /// <summary>A .NET regular expression.</summary>
    public OutputPattern? Pattern()
    {
        if (Literal("a regular expression") is not { } text)
            return null;
        try
        {
            return new OutputPattern(text);
        }
        catch (RegexParseException exception)
        {
            Refuse($"\"{text}\" is no regular expression: {Reason(exception.Error)} at position {exception.Offset}");
            return null;
        }
    }

    /// <summary>What a text is parsed to; null: there is none, or a problem was added.</summary>
    public T? Parsed<T>(string expected, TryParse<T> tryParse)
        where T : class
    {
        if (Text(expected) is not { } text)
            return null;
        if (tryParse(text, out var value, out var error))
            return value;
        Refuse(error ?? "");
        return null;
    }

    /// <summary>The same text, checked for placeholders that have no value.</summary>
    public string? WithPlaceholders(string? text, bool isInfinite)
    {
        if (text is not null && Placeholders.WhyNot(text, isInfinite) is { } reason)
            Refuse(reason);
        return text;
    }

    /// <summary>Adds a problem for each unknown key of an object.</summary>
    public void Know(params string[] keys)
    {
        foreach (var unknown in Fields.Where(entry => !keys.Contains(entry.Key)))
            unknown.Refuse($"unknown key{Nearest.Suggestion(unknown.Key, keys)}");
    }

    private static bool IsNull(ConfigNode node) => node is ConfigText { Text: null, IsUnknown: false };

    private bool IsValue(ConfigNode item)
    {
        if (IsNull(item))
            Wrong(item, "a value in the list");
        return !IsNull(item);
    }

    private string? Wrong(ConfigNode found, string expected)
    {
        Refuse($"expected {expected}, found {found.Describe()}");
        return null;
    }

    // InsufficientClosingParentheses → insufficient closing parentheses
    private static string Reason(RegexParseError error) => JsonNamingPolicy.KebabCaseLower.ConvertName($"{error}").Replace('-', ' ');
}
