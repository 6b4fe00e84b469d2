using System.Collections.Immutable;

namespace Beacon.Plans;

/// <summary>
/// The order that the dependency graph gives: cycles, the start order, and the levels of the stop. Orders are for components whose
/// dependencies all exist and form no cycle.
/// </summary>
internal static class StartOrder
{
    /// <summary>Dependencies before dependents; among equals, the order given.</summary>
    public static ImmutableArray<ComponentSpec> Sort(IEnumerable<ComponentSpec> components) =>
        [.. Levels([.. components]).SelectMany(level => level)];

    /// <summary>Level 1 first: a component's level is one above the highest level among its dependencies.</summary>
    public static ImmutableArray<ImmutableArray<ComponentSpec>> Levels(ImmutableArray<ComponentSpec> components)
    {
        var levelOf = new Dictionary<string, int>();
        var byName = components.ToDictionary(component => component.Name);

        int LevelOf(string name) =>
            levelOf.TryGetValue(name, out var level)
                ? level
                : levelOf[name] = byName[name].DependsOn.Select(dependency => LevelOf(dependency.Component)).DefaultIfEmpty(0).Max() + 1;

        return
        [
            .. components
                .GroupBy(component => LevelOf(component.Name))
                .OrderBy(group => group.Key)
                .Select(group => group.ToImmutableArray()),
        ];
    }

    /// <summary>A dependency cycle as the names along it, the first repeated at the end; null: there is none.</summary>
    public static ImmutableArray<string>? FindCycle(IReadOnlyCollection<ComponentSpec> components)
    {
        var byName = components.ToDictionary(component => component.Name);
        var finished = new HashSet<string>();
        var path = new List<string>();

        ImmutableArray<string>? Visit(string name)
        {
            if (path.IndexOf(name) is >= 0 and var start)
                return [.. path[start..], name];
            if (!byName.TryGetValue(name, out var component) || finished.Contains(name))
                return null;

            path.Add(name);
            foreach (var dependency in component.DependsOn)
                if (Visit(dependency.Component) is { } cycle)
                    return cycle;

            path.RemoveAt(path.Count - 1);
            finished.Add(name);
            return null;
        }

        return components.Select(component => Visit(component.Name)).FirstOrDefault(cycle => cycle is not null);
    }
}
