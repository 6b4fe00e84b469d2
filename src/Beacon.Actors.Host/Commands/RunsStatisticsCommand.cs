using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans;
using Beacon.Processes.Capturing;
using Beacon.Records.Comparing;
using Beacon.Records.Json;
using Beacon.Records.Statistics;

namespace Beacon.Actors.Host.Commands;

/// <summary><c>beacon runs statistics FILE</c>: tries a format on the output of a program, and prints what it finds.</summary>
internal static class RunsStatisticsCommand
{
    public static Command Create(RunsContext context)
    {
        var file = new Argument<string>("FILE") { Description = "output of a program; - is standard input" };
        var format = new Option<string?>("--format")
        {
            Description =
                "block, key-value, json, prometheus, regex, csv, or a preset (beacon presets); default: name those that read something",
            HelpName = StatisticsFormats.HelpName,
        };
        var from = new Option<string?>("--from")
        {
            Description = "the text that opens the statistics, as statistics.from",
            HelpName = "TEXT",
        };
        var pattern = new Option<string[]>("--pattern")
        {
            Description = "a regular expression with named groups, for --format regex; repeatable",
            HelpName = "REGEX",
        };
        var component = new Option<string?>("--component")
        {
            Description = "take the section statistics of this component of the plan",
            HelpName = "NAME",
        };
        return context.With(
            new Command("statistics", "try a statistics format on a program's output, without a run")
            {
                file,
                format,
                from,
                pattern,
                component,
            },
            (parsed, settings, _) =>
            {
                var (name, text, patterns) = (parsed.GetValue(format), parsed.GetValue(from), parsed.GetValue(pattern) ?? []);
                var isOfPlan = parsed.GetValue(component) is not null || !settings.Config.IsEmpty;
                if (isOfPlan && (name is not null || text is not null || patterns.Length > 0))
                    throw new BadUsageException(
                        "--config and --component take a section of a plan, --format, --from and --pattern make one; "
                            + "use the ones or the others"
                    );
                using var output = ProgramOutput.Open(parsed.GetValue(file)!);
                var section =
                    isOfPlan ? SectionOf(settings, parsed.GetValue(component))
                    : name is not null || text is not null || patterns.Length > 0
                        ? StatisticsTrial.Section(name ?? (patterns.Length > 0 ? "regex" : "block"), text, patterns)
                    : null;
                return section is null
                    ? Advise(output.Log, parsed.GetValue(file)!, context)
                    : Try(section, output.Log, settings.Json, isNamed: !isOfPlan, context);
            }
        );
    }

    private static StatisticsSpec SectionOf(CommandSettings settings, string? component)
    {
        var plan = RunPlan.Load(settings.SourcesOf(settings.Choice));
        var names = plan.Components.Where(other => other.Statistics?.ExpectsFinal == true).Select(other => other.Name).ToList();
        component ??= names.Count == 1 ? names[0] : throw new BadUsageException(WhichOf(names));
        if (plan.Components.FirstOrDefault(other => other.Name == component) is not { } found)
            throw new BadUsageException(
                $"--component {component}: the plan has no component \"{component}\""
                    + Nearest.Suggestion(component, plan.Components.Select(other => other.Name))
            );
        return found.Statistics is { ExpectsFinal: true } section
            ? section
            : throw new BadUsageException($"--component {component}: it reads no final statistics; add statistics {{ format = … }} to it");
    }

    private static string WhichOf(List<string> names) =>
        names.Count == 0
            ? "no component of the plan reads final statistics; add statistics { format = … } to one, or use --format"
            : $"{names.Count} components of the plan read statistics; say which: --component {string.Join(" or ", names)}";

    private static int Try(StatisticsSpec section, IReadOnlyList<LogPart> log, bool json, bool isNamed, RunsContext context)
    {
        var reading = FinalStatistics.Read("", section, log, null);
        if (json)
            WriteJson(reading, context.Output);
        else
            Write(reading, context.Output);
        if (reading.Statistics.IsEmpty)
        {
            context.Error.WriteLine($"beacon: nothing found: {reading.Absence}");
            if (isNamed && StatisticsTrial.Advice(log, than: section) is { } advice)
                context.Error.WriteLine($"beacon: {advice}");
            return ExitCodes.PrerequisiteMissing;
        }

        return ExitCodes.Success;
    }

    private static int Advise(IReadOnlyList<LogPart> log, string file, RunsContext context)
    {
        context.Error.WriteLine(
            StatisticsTrial.Advice(log, than: null) is { } advice
                ? $"beacon: {advice}: beacon runs statistics {file} --format …"
                : "beacon: no format reads it as it is; --from TEXT reads a block of \"Name: value\" lines behind a text, "
                    + "--pattern REGEX any line"
        );
        return ExitCodes.BadUsage;
    }

    private static void Write(StatisticsReading reading, TextWriter output)
    {
        List<string[]> rows =
        [
            .. reading.Statistics.Select(statistic =>
                new[]
                {
                    $"{statistic.Group}",
                    $"{statistic.Name}",
                    statistic.Value.ToString(CultureInfo.InvariantCulture),
                    statistic.Unit,
                    Direction.Of(statistic) is { } better ? JsonValues.NameOf(better) : "",
                }
            ),
        ];
        if (rows.Count > 0)
            TextTable.Write(output, ["GROUP", "NAME", "VALUE", "UNIT", "BETTER"], rows, "");
        foreach (var statistic in reading.NotFinite)
            output.WriteLine($"left out, not finite: {statistic.Name} = {statistic.Text}");
        if (reading.CutOff is { } cutOff)
            output.WriteLine($"partial: {cutOff}");
    }

    private static void WriteJson(StatisticsReading reading, TextWriter output)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, JsonValues.OneLine))
        {
            json.WriteStartObject();
            json.WriteStartArray("statistics");
            foreach (var statistic in reading.Statistics)
            {
                json.WriteStartObject();
                json.WriteString("group", $"{statistic.Group}");
                json.WriteString("name", $"{statistic.Name}");
                json.WriteNumber("value", statistic.Value);
                json.WriteString("unit", statistic.Unit);
                json.WriteString("text", $"{statistic.Text}");
                if (Direction.Of(statistic) is { } better)
                    json.WriteString("better", JsonValues.NameOf(better));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (reading.Absence is { } absence)
                json.WriteString("absence", absence);
            if (reading.CutOff is { } cutOff)
                json.WriteString("cutOff", cutOff);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(bytes.ToArray()));
    }
}
