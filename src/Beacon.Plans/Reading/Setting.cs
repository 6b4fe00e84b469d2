using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Beacon.Plans.Hocon;
using Beacon.Plans.Text;

namespace Beacon.Plans.Reading;

/// <summary>
/// One place of the configuration as its reader sees it: the value assigned there, over the default of <c>reference.conf</c>. A typed read
/// that fails adds a problem and returns some value, so that all problems are found together; the plan is refused at the end.
/// </summary>
/// <param name="path">The path that leads here.</param>
/// <param name="key">The last key of that path.</param>
/// <param name="assigned">The value assigned; null: none.</param>
/// <param name="byDefault">The default.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class Setting(string path, string key, ConfigNode? assigned, ConfigNode? byDefault, List<PlanProblem> problems)
{
    /// <summary>The value assigned, otherwise the default; null: neither. An assigned <c>null</c> means the default.</summary>
    public ConfigNode? Value =>
        assigned is { } value && !IsNull(value) ? value
        : byDefault is { } fallback && !IsNull(fallback) ? fallback
        : null;

    public string Key => key;

    public Setting this[string next] =>
        new(HoconText.Join(path, next), next, (Value as ConfigObject)?[next], (byDefault as ConfigObject)?[next], problems);

    /// <summary>The fields of an object; none if it is something else.</summary>
    public IEnumerable<Setting> Fields => Value is ConfigObject group ? group.Fields.Select(entry => this[entry.Key]) : [];

    private string? Location => assigned?.Origin.Location;

    /// <summary>Adds a problem with the path and the place of this setting.</summary>
    /// <param name="message">What was found, what was expected and the way out.</param>
    /// <param name="part">The part of it that is wrong, for its place; null: all of it.</param>
    public void Refuse(string message, Setting? part = null) =>
        problems.Add(new PlanProblem(assigned?.Origin.Path ?? path, message) { Location = part?.Location ?? Location });

    /// <summary>Adds a problem if a key is missing.</summary>
    public void Require(string next, string wayOut)
    {
        if (this[next].Value is null)
            problems.Add(new PlanProblem(HoconText.Join(path, next), $"is missing; {wayOut}") { Location = Location });
    }

    /// <summary>A text, with <c>{config-dir}</c> filled in; null: there is none, or a problem was added.</summary>
    public string? Text(string expected = "a text") =>
        Value switch
        {
            null or ConfigText { IsUnknown: true } => null,
            ConfigText { Text: { } text } value when !text.Contains('\0') => text.Replace(
                Placeholders.ConfigDir,
                value.Origin.Source.Folder,
                StringComparison.Ordinal
            ),
            var other => Wrong(other, expected),
        };

    /// <summary>A path, made absolute from the folder of its source.</summary>
    public string? AbsolutePath() =>
        Text("a path") is not { } text ? null
        : text.Trim().Length == 0 ? Wrong(Value!, "a path")
        // {record} begins with a slash once it is filled in.
        : text.StartsWith('{') ? text
        : Path.GetFullPath(text, Value!.Origin.Source.Folder);

    /// <summary>A program: a path if it holds a slash, else a name that is looked up on PATH.</summary>
    public string? Program() =>
        Text("a program's name or path") is not { } text ? null
        : text.Trim().Length == 0 ? Wrong(Value!, "a program's name or path")
        : text.Contains('/') ? AbsolutePath()
        : text;

    public TimeSpan Duration(TimeSpan atLeast)
    {
        if (Text("a duration such as 30s") is not { } text)
            return default;
        if (!Durations.TryParse(text, out var value, out var error))
            Refuse(error);
        else if (value < atLeast)
            Refuse($"\"{text}\" is too short; the least is {Durations.Format(atLeast)}");
        return value;
    }

    /// <summary>A size in bytes, or <c>off</c>; null: it is off, or a problem was added.</summary>
    public long Size(long atLeast)
    {
        if (Text("a size such as 512MiB") is not { } text)
            return default;
        if (!Sizes.TryParse(text, out var bytes, out var error))
            Refuse(error);
        else if (bytes < atLeast)
            Refuse($"\"{text}\" is too small; the least is {Sizes.Format(atLeast)}");
        return bytes;
    }

    public long? SizeOrOff(long atLeast)
    {
        if (Text("a size such as 256MiB, or off") is not { } text || text == "off")
            return null;
        if (!Sizes.TryParse(text, out var bytes, out var error))
            Refuse($"{error}, or off");
        else if (bytes < atLeast)
            Refuse($"\"{text}\" is too small; the least is {Sizes.Format(atLeast)}");
        return bytes;
    }

    public bool Switch() => OneOf("on", "off", "true", "false", "yes", "no") is "on" or "true" or "yes";

    public int Integer(int least, int most)
    {
        if (Text($"a number from {least} to {most}") is not { } text)
            return default;
        if (
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= least
            && value <= most
        )
            return value;
        Refuse($"expected a number from {least} to {most}, found \"{text}\"");
        return default;
    }

    public double Number(double least, double most)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}");
        if (Text(expected) is not { } text)
            return default;
        if (
            double.TryParse(
                text,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture,
                out var value
            )
            && value >= least
            && value <= most
        )
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
    public T OneOf<T>()
        where T : struct, Enum => OneOf([.. EnumText.All<T>()]) is { } name && EnumText.TryParse<T>(name, out var value) ? value : default;

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
    public IReadOnlyList<Setting> ItemsOrOne() =>
        Value is ConfigList ? Items()
        : Value is null ? []
        : [this];

    /// <summary>A list of texts.</summary>
    public ImmutableArray<string> Texts(string expected = "a list of texts [\"…\", \"…\"]") =>
        [.. Items(expected).Select(item => item.Text()).OfType<string>()];

    /// <summary>A .NET regular expression.</summary>
    public Regex? Pattern()
    {
        if (Text("a regular expression") is not { } text)
            return null;
        try
        {
            return new Regex(text, RegexOptions.CultureInvariant, LogProbe.PatternTimeout);
        }
        catch (RegexParseException exception)
        {
            Refuse($"\"{text}\" is no regular expression: {Reason(exception.Error)} at position {exception.Offset}");
            return null;
        }
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
    private static string Reason(RegexParseError error) =>
        string.Concat(
            error
                .ToString()
                .Select(
                    (character, index) =>
                        char.IsUpper(character) ? $"{(index > 0 ? " " : "")}{char.ToLowerInvariant(character)}" : $"{character}"
                )
        );
}
