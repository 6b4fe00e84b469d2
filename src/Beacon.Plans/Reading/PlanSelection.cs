using System.Collections.Immutable;

namespace Beacon.Plans.Reading;

/// <summary>Which components take part, in what order.</summary>
internal static class PlanSelection
{
    private const string Path = "beacon.components";

    /// <summary>Adds a problem for every dependency cycle.</summary>
    public static void CheckCycles(IReadOnlyCollection<ComponentSpec> components, List<PlanProblem> problems)
    {
        while (StartOrder.FindCycle(components) is { } cycle)
        {
            problems.Add(
                new PlanProblem(
                    $"{Path}.{cycle[0]}.depends-on",
                    $"the dependencies form a cycle: {string.Join(" → ", cycle)}; remove one of them"
                )
            );
            components = [.. components.Where(component => !cycle.Contains(component.Name))];
        }
    }

    /// <summary>Adds problems for unknown names, and for a plan that has nothing to run.</summary>
    public static void CheckNames(IReadOnlyDictionary<string, bool> isEnabled, ImmutableArray<string> only, List<PlanProblem> problems)
    {
        if (isEnabled.Count == 0)
            problems.Add(new PlanProblem(Path, "there are no components; add one: components { NAME { command = \"…\" } }"));
        else if (!isEnabled.Values.Contains(true))
            problems.Add(new PlanProblem(Path, "all components are disabled; set enabled = on for one of them"));

        foreach (var name in only)
            if (!isEnabled.TryGetValue(name, out var enabled))
                problems.Add(new PlanProblem($"--only {name}", $"no component \"{name}\"{Nearest.Suggestion(name, isEnabled.Keys)}"));
            else if (!enabled)
                problems.Add(new PlanProblem($"--only {name}", $"component \"{name}\" is disabled; set {Path}.{name}.enabled = on"));
    }

    /// <summary>The components to keep with what they depend on, dependencies first.</summary>
    public static ImmutableArray<ComponentSpec> Keep(IReadOnlyCollection<ComponentSpec> components, ImmutableArray<string> only)
    {
        if (only.IsDefaultOrEmpty)
            return StartOrder.Sort(components);

        var byName = components.ToDictionary(component => component.Name);
        var kept = new HashSet<string>();
        var open = new Queue<string>(only);
        while (open.TryDequeue(out var name))
            if (kept.Add(name))
                foreach (var dependency in byName[name].DependsOn)
                    open.Enqueue(dependency.Component);

        return StartOrder.Sort(components.Where(component => kept.Contains(component.Name)));
    }
}
