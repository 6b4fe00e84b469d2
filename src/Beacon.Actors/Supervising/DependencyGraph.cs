using System.Collections.Immutable;
using Beacon.Plans;

namespace Beacon.Actors.Supervising;

/// <summary>The dependencies of a plan in both directions. A component is its place in the plan, which lists dependencies first.</summary>
internal sealed class DependencyGraph
{
    private readonly RunPlan _plan;
    private readonly Dictionary<string, int> _places;
    private readonly ImmutableArray<ImmutableArray<DependencyEdge>> _dependencies;
    private readonly List<int>[] _dependents;

    public DependencyGraph(RunPlan plan)
    {
        _plan = plan;
        _places = new Dictionary<string, int>(plan.Components.Length);
        foreach (var component in plan.Components)
            _places.Add(component.Name, _places.Count);
        _dependencies =
        [
            .. plan.Components.Select(component =>
                component
                    .DependsOn.Select(dependency => new DependencyEdge(_places[dependency.Component], dependency.Condition))
                    .ToImmutableArray()
            ),
        ];
        _dependents = [.. plan.Components.Select(_ => new List<int>())];
        for (var place = 0; place < _dependencies.Length; place++)
            foreach (var dependency in _dependencies[place])
                _dependents[dependency.Place].Add(place);
    }

    public int PlaceOf(string component) => _places[component];

    public ImmutableArray<DependencyEdge> DependenciesOf(int place) => _dependencies[place];

    public IReadOnlyList<int> DependentsOf(int place) => _dependents[place];

    /// <summary>The direct dependencies and dependents of a component.</summary>
    public IEnumerable<int> NeighboursOf(int place) =>
        _dependencies[place].Select(dependency => dependency.Place).Concat(_dependents[place]);

    /// <summary>Whether a component must complete before one of its dependents may start.</summary>
    public bool MustComplete(int place) =>
        _dependents[place].Any(dependent => _dependencies[dependent].Contains(new DependencyEdge(place, DependencyCondition.Completed)));

    /// <summary>The components that depend on a component at any distance, in plan order.</summary>
    public IReadOnlyCollection<int> AllDependentsOf(int place) => Reachable(place, next => _dependents[next]);

    /// <summary>Whether the restart of a dependency, at any distance, restarts a component as well (<c>restart.dependents</c>).</summary>
    public bool IsRestartedByADependency(int place) =>
        Reachable(place, next => _dependencies[next].Select(dependency => dependency.Place))
            .Any(dependency =>
                _plan.Components[dependency].Restart is { Policy: not RestartMode.Never, Dependents: DependentsPolicy.Restart }
            );

    private static SortedSet<int> Reachable(int place, Func<int, IEnumerable<int>> neighbours)
    {
        var found = new SortedSet<int>();
        var open = new Stack<int>(neighbours(place));
        while (open.TryPop(out var next))
            if (found.Add(next))
                foreach (var neighbour in neighbours(next))
                    open.Push(neighbour);
        return found;
    }
}

/// <summary>A dependency: the place of the component that is depended on, and what must hold of it.</summary>
internal readonly record struct DependencyEdge(int Place, DependencyCondition Condition);
