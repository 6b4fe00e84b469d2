using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Beacon.Plans.Hocon;

namespace Beacon.Plans.Reading;

/// <summary>A plan, and the configuration of the actor system that runs it.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="AkkaHocon">The <c>akka</c> section of the sources as HOCON text, for the host's actor system; empty: there is none.</param>
public sealed record LoadedPlan(RunPlan Plan, string AkkaHocon);

/// <summary>
/// Makes plans from HOCON. The keys, their meaning and their defaults are those of <c>reference.conf</c>. Files are read one by one, each
/// knowing its folder, for the paths in it; then settings, results and duration go over them, and a plan comes out or all of the problems.
/// </summary>
public static partial class PlanReader
{
    private static readonly TimeSpan LeastTime = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LeastSampleInterval = TimeSpan.FromMilliseconds(10);

    /// <summary>Reads a plan.</summary>
    /// <param name="sources">Where it comes from.</param>
    /// <exception cref="InvalidPlanException">The plan is refused; the exception holds all problems.</exception>
    public static RunPlan Read(PlanSources sources) => Load(sources).Plan;

    /// <summary>Reads a plan, and the <c>akka</c> section beside it.</summary>
    /// <param name="sources">Where it comes from.</param>
    /// <exception cref="InvalidPlanException">The plan is refused; the exception holds all problems.</exception>
    public static LoadedPlan Load(PlanSources sources)
    {
        var problems = new List<PlanProblem>();
        var files = new ConfigSources(sources, problems);
        if (files.Read() is not { } root)
            throw new InvalidPlanException([.. problems.Distinct()]);

        var plan = Read(root, files.Folder, sources, problems) with { Sources = SourcesOf(sources) };
        return new LoadedPlan(
            plan,
            root["akka"] is { } akka ? HoconText.Fields(new ConfigObject([new ConfigField("akka", akka)], akka.Origin)) : ""
        );
    }

    /// <summary>Reads a plan from a HOCON text.</summary>
    /// <param name="hocon">The text.</param>
    /// <param name="folder">The folder that its relative paths start from: an absolute path.</param>
    /// <exception cref="InvalidPlanException">The plan is refused; the exception holds all problems.</exception>
    internal static RunPlan Parse(string hocon, string folder)
    {
        var problems = new List<PlanProblem>();
        var sources = new PlanSources { CurrentDirectory = folder };
        var root = new ConfigSources(sources, problems).ReadText(hocon, new ConfigSource("HOCON", folder));
        return root is null ? throw new InvalidPlanException([.. problems.Distinct()]) : Read(root, folder, sources, problems);
    }

    /// <summary>Reads a plan from a configuration that a program has put together.</summary>
    /// <param name="root">The configuration.</param>
    /// <param name="folder">The folder that its relative paths start from: an absolute path.</param>
    /// <param name="problems">What was found to be wrong before.</param>
    /// <exception cref="InvalidPlanException">The plan is refused; the exception holds all problems.</exception>
    internal static RunPlan Read(ConfigNode root, string folder, List<PlanProblem> problems) =>
        Read((ConfigObject)root.WithSource(new ConfigSource("", folder)), folder, new PlanSources { CurrentDirectory = folder }, problems);

    private static RunPlan Read(ConfigObject root, string folder, PlanSources sources, List<PlanProblem> problems)
    {
        var beacon = new Setting("beacon", "beacon", new PlanKeys(problems).Check(root), PlanKeys.Reference, problems);
        var run = ReadRun(beacon["run"], sources, problems);
        var comparison = ComparisonReader.Read(beacon["comparison"]);
        var components = ReadComponents(beacon, folder, run.Duration is null, sources.Only, problems);
        return problems.Count == 0
            ? run with
            {
                Comparison = comparison,
                Components = PlanSelection.Keep(components, sources.Only),
            }
            : throw new InvalidPlanException([.. problems.Distinct()]);
    }

    private static RunPlan ReadRun(Setting run, PlanSources sources, List<PlanProblem> problems) =>
        new()
        {
            Name = ReadName(run["name"]),
            Duration = ReadDuration(run["duration"], sources.Duration, problems),
            Results = Path.GetFullPath(sources.Results ?? run["results"].Text("a path") ?? "", sources.CurrentDirectory),
            OnFailure = run["on-failure"].OneOf<FailurePolicy>(),
            StartTimeout = run["start-timeout"].Duration(LeastTime),
            FinishTimeout = run["finish-timeout"].Duration(LeastTime),
            DrainTimeout = run["drain-timeout"].Duration(LeastTime),
            Engine = run["engine"].OneOf<EngineKind>(),
            Cores = ComponentReader.Cores(run["cpu"]),
            SampleInterval = run["sample-interval"].Duration(LeastSampleInterval),
        };

    private static string ReadName(Setting setting)
    {
        var name = setting.Text() ?? "";
        if (name.Length > 0 || setting.Value is ConfigText { IsUnknown: false })
            CheckName(name, setting);
        return name;
    }

    private static TimeSpan? ReadDuration(Setting setting, string? replacement, List<PlanProblem> problems)
    {
        TimeSpan? value = null;
        string? error = null;
        if (replacement is not null)
        {
            if (!Durations.TryParseCommandLine(replacement, out value, out error))
                problems.Add(new PlanProblem("DURATION", error));
        }
        else if (
            setting.Text("a duration such as 60s, or infinite") is { } text
            && !Durations.TryParseRun(text, text, out value, out error)
        )
            setting.Refuse(error);

        // Which placeholders are right depends on it: what can't be read is not taken for infinite.
        return error is null ? value : TimeSpan.Zero;
    }

    private static List<ComponentSpec> ReadComponents(
        Setting beacon,
        string folder,
        bool isInfinite,
        ImmutableArray<string> only,
        List<PlanProblem> problems
    )
    {
        var defaults = beacon["component-defaults"].Value ?? PlanKeys.ComponentReference;
        var components = beacon["components"]
            .Fields.Where(field => field.Value is not null)
            .Select(field => new Setting(
                HoconText.Join("beacon.components", field.Key),
                field.Key,
                defaults.Under(field.Value!),
                PlanKeys.ComponentReference,
                problems
            ))
            .ToList();
        foreach (var component in components)
            CheckName(component.Key, component);

        var isEnabled = components.ToDictionary(component => component.Key, component => component["enabled"].Switch());
        PlanSelection.CheckNames(isEnabled, only.IsDefault ? [] : only, problems);

        var context = new ComponentContext(folder, isInfinite, isEnabled);
        List<ComponentSpec> specs =
        [
            .. components.Where(component => isEnabled[component.Key]).Select(component => new ComponentReader(component, context).Read()),
        ];
        PlanSelection.CheckCycles(specs, problems);
        return specs;
    }

    private static void CheckName(string name, Setting setting)
    {
        if (!ValidName().IsMatch(name))
            setting.Refuse($"\"{name}\" is no name; use letters, digits, _ and -, with a letter or digit first");
    }

    private static ImmutableArray<string> SourcesOf(PlanSources sources) =>
        [
            .. sources.Files.Select(file => Path.GetFullPath(file, sources.CurrentDirectory)),
            .. sources.Settings.Select(setting => $"--set {setting}"),
        ];

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_-]*\\z")]
    private static partial Regex ValidName();
}
