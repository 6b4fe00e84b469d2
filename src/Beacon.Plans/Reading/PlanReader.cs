using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Beacon.Plans.Hocon;

namespace Beacon.Plans.Reading;

/// <summary>
/// Makes plans from HOCON. The keys, their meaning and their defaults are those of <c>reference.conf</c>. Files are read one by one, each
/// knowing its folder, for the paths in it; then settings, results and duration go over them, and a plan comes out or all of the problems.
/// </summary>
internal sealed partial class PlanReader(PlanSources sources, string folder, List<PlanProblem> problems)
{
    // What one machine can start; dependencies are followed recursively.
    private const int MaximumComponents = 1000;

    public static RunPlan Read(PlanSources sources)
    {
        var problems = new List<PlanProblem>();
        var files = new ConfigSources(sources, problems);
        if (files.Read() is not { } root)
            throw new InvalidPlanException(Wrong(problems));

        return new PlanReader(sources with { Environment = files.Environment }, files.Folder, problems).Read(root) with
        {
            Sources = [.. FilesOf(sources), .. sources.Settings.Select(ConfigSources.NameOf)],
            Files = [.. FilesOf(sources)],
            AkkaHocon = HoconText.Fields(root with { Fields = [.. root.Fields.Where(field => field.Key == "akka")] }),
        };
    }

    /// <summary>Reads a plan from a HOCON text whose relative paths start from a folder.</summary>
    public static RunPlan Parse(string hocon, string folder)
    {
        var problems = new List<PlanProblem>();
        var sources = new PlanSources { CurrentDirectory = folder };
        var root = new ConfigSources(sources, problems).ReadText(hocon, new ConfigSource("HOCON", folder));
        return root is null ? throw new InvalidPlanException(Wrong(problems)) : new PlanReader(sources, folder, problems).Read(root);
    }

    /// <summary>Reads a plan from a configuration that a program has put together, in which these problems were found before.</summary>
    public static RunPlan Read(ConfigObject root, string folder, List<PlanProblem> problems) =>
        new PlanReader(new PlanSources { CurrentDirectory = folder }, folder, problems).Read(root);

    private RunPlan Read(ConfigObject root)
    {
        var beacon = new Setting("beacon", "beacon", new PlanKeys(problems).Check(root), PlanKeys.Reference, problems);
        var run = ReadRun(beacon["run"]);
        var comparison = ComparisonReader.Read(beacon["comparison"]);
        List<Expectation> expectations =
        [
            .. ExpectationReader.Read(beacon["expect"]),
            .. ExpectationReader.Read(sources.Expectations, problems),
        ];
        var components = ReadComponents(beacon, run.Duration is null);
        var wrong = Wrong(problems);
        return wrong.Count == 0
            ? run with
            {
                Warnings = [.. problems.Distinct().Select(problem => problem.ToString())],
                Comparison = comparison,
                Expectations = [.. expectations],
                Components = PlanSelection.Keep(components, sources.Only),
                SecretValues = [.. run.Secrets.SelectMany(name => ValuesOf(name, components))],
            }
            : throw new InvalidPlanException(wrong);
    }

    private static List<PlanProblem> Wrong(List<PlanProblem> problems) => [.. problems.Where(problem => !problem.IsWarning).Distinct()];

    private RunPlan ReadRun(Setting run) =>
        new()
        {
            Name = ReadName(run["name"]),
            Duration = ReadDuration(run["duration"]),
            Results = AbsolutePaths.Of(
                run["results"].Text("a path") is var results && sources.Results is { } other ? other : results ?? "",
                sources.CurrentDirectory
            ),
            RecordMode = run["record-mode"].OneOf<RecordMode>(),
            OnFailure = run["on-failure"].OneOf<FailurePolicy>(),
            StartTimeout = run["start-timeout"].Duration(),
            FinishTimeout = run["finish-timeout"].Duration(),
            DrainTimeout = run["drain-timeout"].Duration(),
            Engine = run["engine"].OneOf<EngineKind>(),
            Cores = ComponentReader.Cores(run["cpu"]),
            SampleInterval = run["sample-interval"].Duration(10),
            Control = run["control"].Switch(),
            Secrets = [.. run["secrets"].Items("a list of names of variables [\"…\"]").Select(name => name.Text()).OfType<string>()],
        };

    private IEnumerable<string> ValuesOf(string variable, IEnumerable<ComponentSpec> components) =>
        components
            .Select(component => component.Environment.GetValueOrDefault(variable))
            .Append(sources.Environment.GetValueOrDefault(variable))
            .OfType<string>();

    private static string ReadName(Setting setting)
    {
        if (setting.Text() is not { } name)
            return "";
        CheckName(name, setting);
        return name;
    }

    private TimeSpan? ReadDuration(Setting setting)
    {
        // What the command line replaces is checked too: the file is wrong without it.
        TimeSpan? value = null;
        string? error = null;
        if (setting.Text("a duration such as 60s, or infinite") is { } text && !Durations.TryParseRun(text, text, out value, out error))
            setting.Refuse(error);
        if (
            (sources.Duration ?? (setting.IsAssigned ? null : sources.DefaultDuration)) is { } replacement
            && !Durations.TryParseCommandLine(replacement, out value, out error)
        )
            problems.Add(new PlanProblem("DURATION", error));

        // Which placeholders are right depends on it: what can't be read is not taken for infinite.
        return error is null ? value : TimeSpan.Zero;
    }

    private List<ComponentSpec> ReadComponents(Setting beacon, bool isInfinite)
    {
        var defaults = beacon["component-defaults"] is { IsAssigned: true, Value: { } assigned } ? assigned : null;
        var components = beacon["components"]
            .Fields.Where(field => field.Value is not null)
            .Select(field => new Setting(
                HoconText.Join("beacon.components", field.Key),
                field.Key,
                defaults?.Under(field.Value!) ?? field.Value,
                PlanKeys.ComponentReference,
                problems
            ))
            .ToList();
        if (components.Count > MaximumComponents)
        {
            beacon["components"].Refuse($"there are {components.Count} of them, more than {MaximumComponents}; split the plan");
            return [];
        }

        foreach (var component in components)
            CheckName(component.Key, component);

        var isEnabled = components.ToDictionary(component => component.Key, component => component["enabled"].Switch());
        PlanSelection.CheckNames(isEnabled, sources.Only.IsDefault ? [] : sources.Only, problems);

        var context = new ComponentContext(folder, isInfinite, isEnabled);
        List<ComponentSpec> specs =
        [
            .. components.Where(component => isEnabled[component.Key]).Select(component => new ComponentReader(component, context).Read()),
        ];
        PlanSelection.CheckCycles(specs, problems);
        return specs;
    }

    // A file's name has at most 255 bytes (NAME_MAX): yyyyMMdd-HHmmss-NAME-ffff.json, NAME.out.log.compressing, .deleted-…
    private const int MostCharacters = 200;

    private static void CheckName(string name, Setting setting)
    {
        if (!ValidName().IsMatch(name))
            setting.Refuse($"\"{name}\" is no name; use letters, digits, _ and -, with a letter or digit first");
        else if (name.Length > MostCharacters)
            setting.Refuse($"the name has {name.Length} characters, but names of files are made from it; use at most {MostCharacters}");
    }

    private static IEnumerable<string> FilesOf(PlanSources sources) =>
        sources.Files.Select(file =>
            file == PlanSources.OfStandardInput && sources.StandardInput is not null
                ? ConfigSources.NameOfStandardInput
                : AbsolutePaths.Of(file, sources.CurrentDirectory)
        );

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_-]*\\z")]
    private static partial Regex ValidName();
}
