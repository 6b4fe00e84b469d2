using System.Collections.Immutable;
using Beacon.Plans.Hocon;
using Beacon.Plans.Text;

namespace Beacon.Plans.Reading;

/// <summary>Reads <c>statistics</c>. A format that is the name of a preset stands for its keys, over which those of the plan go.</summary>
internal static class StatisticsReader
{
    private const string Format = "format";

    /// <summary>The section of a component; null: it reads no statistics.</summary>
    public static StatisticsSpec? Read(Setting setting)
    {
        setting = WithPreset(setting);
        var live = setting["live"].Items("a list of regular expressions [\"…\"]");
        foreach (var item in live)
            if (item.Pattern() is { } pattern && !pattern.Names.Any())
                item.Refuse($"\"{pattern}\" has no named group; name what it counts: (?<orders>[0-9]+)");

        var from = setting["from"].Literal();
        if (from?.Trim().Length == 0)
            setting["from"].Refuse("is empty; give the text that opens the block of statistics, or leave the key out");
        var spec = new StatisticsSpec
        {
            Format = setting[Format].OneOf<StatisticsFormat>(StatisticsPresets.Names),
            From = from,
            Live = [.. live.Select(item => item.Literal()).OfType<string>()],
            Patterns = [.. setting["patterns"].Items("a list of regular expressions").Select(PatternOf).OfType<LinePattern>()],
            Csv = CsvOf(setting["csv"]),
            Only = [.. setting["only"].Items("a list of names [\"…\"]").Select(item => item.Literal()).OfType<string>()],
            Units = ByName(setting["units"], value => value.Literal("a unit such as ms")),
            UnitNames = ByName(setting["unit-names"], value => value.Literal("a unit such as MiB")),
            Better = ByName(setting["better"], value => value.OneOf<Better>()),
        };
        Check(spec, setting);
        return spec.ExpectsFinal || live.Count > 0 ? spec : null;
    }

    /// <summary>A preset by itself.</summary>
    public static StatisticsSpec ReadPreset(string name)
    {
        var problems = new List<PlanProblem>();
        var spec = Read(new Setting(name, name, SectionOf(name), PlanKeys.ComponentReference["statistics"], problems));
        return problems.Count == 0 ? spec! : throw new InvalidPlanException(problems);
    }

    private static Setting WithPreset(Setting setting) =>
        setting[Format].Value is ConfigText { Text: { } name } && StatisticsPresets.Names.Contains(name)
            ? setting.Over(SectionOf(name), without: Format)
            : setting;

    private static ConfigObject SectionOf(string preset)
    {
        var problems = new List<PlanProblem>();
        var source = new ConfigSource($"preset {preset}", "/");
        var text = StatisticsPresets.Text(preset);
        return HoconFile.Read(text, source, ImmutableDictionary<string, string>.Empty, problems)?["statistics"] is ConfigObject section
            ? section
            : throw new InvalidPlanException(problems);
    }

    private static LinePattern? PatternOf(Setting item)
    {
        var isText = item.Value is not ConfigObject;
        if (!isText)
        {
            item.Know("pattern", LinePattern.GroupGroup, LinePattern.NameGroup, LinePattern.UnitGroup);
            item.Require("pattern", "give a regular expression with named groups: \"Requests: (?<requests>[0-9]+)\"");
        }

        var setting = isText ? item : item["pattern"];
        if (setting.Pattern() is not { } pattern)
            return null;
        var line = isText
            ? new LinePattern(pattern)
            : new LinePattern(pattern)
            {
                Group = item[LinePattern.GroupGroup].Literal(),
                Name = item[LinePattern.NameGroup].Literal(),
                Unit = item[LinePattern.UnitGroup].Literal(),
            };
        if (WhyNot(line) is not { } reason)
            return line;
        setting.Refuse($"\"{pattern}\" {reason}");
        return null;
    }

    private static string? WhyNot(LinePattern line)
    {
        var names = line.Pattern.Names.ToHashSet();
        if (names.Count == 0)
            return "has no named group; name what it reads: (?<orders>[0-9]+)";
        if (line.Pattern.MayBacktrack)
            return "may take any time on a line: it looks around, refers back, is atomic, or repeats something hundreds of times; "
                + "write it without that";
        if (names.Contains(LinePattern.ValueGroup) && line.Name is null && !names.Contains(LinePattern.NameGroup))
            return "reads a value without a name; call the group by the statistic's name, or add name = \"…\"";
        if (!names.Contains(LinePattern.ValueGroup) && (line.Name is not null || names.Contains(LinePattern.NameGroup)))
            return "reads a name without a value; name the group with the number: (?<value>[0-9.]+)";
        return null;
    }

    private static CsvColumns CsvOf(Setting csv)
    {
        var columns = new CsvColumns
        {
            Separator = SeparatorOf(csv["separator"]),
            Columns = [.. csv["columns"].Items("a list of columns [\"…\"]").Select(item => item.Literal()).OfType<string>()],
            Group = csv["group"].Literal("the name of a column"),
            Name = csv["name"].Literal("the name of a column"),
            Value = csv["value"].Literal("the name of a column"),
            Unit = csv["unit"].Literal("the name of a column"),
        };
        if (columns.Name is null != columns.Value is null)
            csv[columns.Name is null ? "name" : "value"]
                .Refuse("is missing: where each row is a statistic, name says which column has its name, and value which has its number");
        else if (columns.Unit is not null && columns.Value is null)
            csv["unit"].Refuse("says the column with the unit of value, which is missing; units says the units of other columns");
        return columns;
    }

    private static char? SeparatorOf(Setting setting)
    {
        if (setting.Literal("a character such as \";\", or tab") is not { } text)
            return null;
        if (text is "tab")
            return '\t';
        if (text.Length == 1 && text[0] is not '"' && !char.IsLetterOrDigit(text[0]))
            return text[0];
        setting.Refuse($"expected a character such as \";\", or tab, found \"{text}\"");
        return null;
    }

    // A name without quotes is a path to HOCON: http_req_duration.avg is avg within http_req_duration.
    private static ImmutableSortedDictionary<string, T> ByName<T>(Setting setting, Func<Setting, T?> read)
        where T : notnull
    {
        var found = ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        foreach (var (name, value) in setting.Fields.SelectMany(field => Leaves(field, field.Key)))
            if (value.Value is not null && read(value) is { } known)
                found[name] = known;
        return found.ToImmutable();
    }

    private static IEnumerable<(string Name, Setting Value)> Leaves(Setting setting, string name) =>
        setting.Value is ConfigObject ? setting.Fields.SelectMany(field => Leaves(field, $"{name}.{field.Key}")) : [(name, setting)];

    private static void Check(StatisticsSpec spec, Setting setting)
    {
        var isRegex = spec.Format == StatisticsFormat.Regex;
        if (isRegex && setting["patterns"].Items().Count == 0)
            setting["patterns"].Refuse("is missing; format = regex needs patterns with named groups: [\"Requests: (?<requests>[0-9]+)\"]");
        else if (!isRegex && !spec.Patterns.IsEmpty)
            setting["patterns"].Refuse($"are patterns of format = regex, but the format is {EnumText.Format(spec.Format)}");
        if (spec.Format != StatisticsFormat.Csv && (spec.Csv.Named.Any() || spec.Csv.Separator is not null))
            setting["csv"].Refuse($"says the columns of format = csv, but the format is {EnumText.Format(spec.Format)}");
    }
}
