using System.Collections.Frozen;
using Beacon.Plans;

namespace Beacon.Actors.Running;

/// <summary>Which components may start, and when the start is over: decided from what is known of their dependencies.</summary>
internal sealed class StartGate
{
    private readonly RunPlan _plan;
    private readonly RestForOne _restForOne;
    private readonly FrozenSet<string> _awaited;
    private readonly FrozenDictionary<string, int> _places;

    // By place, so that a fleet that is up costs nothing to look through.
    private readonly SortedSet<int> _waiting;
    private readonly HashSet<string> _launched = [];
    private readonly HashSet<string> _executed = [];
    private readonly HashSet<string> _ready = [];
    private readonly HashSet<string> _completed = [];
    private readonly HashSet<string> _failed = [];

    /// <summary>Makes the gate of a run that has not started.</summary>
    /// <param name="plan">The _plan.</param>
    /// <param name="restForOne">Who is on the way down because a dependency restarts.</param>
    public StartGate(RunPlan plan, RestForOne restForOne)
    {
        _plan = plan;
        _restForOne = restForOne;
        _places = plan
            .Components.Select((component, place) => (component.Name, place))
            .ToFrozenDictionary(entry => entry.Name, entry => entry.place);
        _waiting = [.. _places.Values];
        _awaited = plan
            .Components.SelectMany(component => component.DependsOn)
            .Where(dependency => dependency.Condition == DependencyCondition.Completed)
            .Select(dependency => dependency.Component)
            .ToFrozenSet();
    }

    /// <summary>The components that may start now and have not; each is returned once.</summary>
    public IReadOnlyList<ComponentSpec> TakeStartable()
    {
        var startable = _waiting
            .Select(place => _plan.Components[place])
            .Where(component => component.DependsOn.All(Holds) && _restForOne.MayStart(component))
            .ToList();
        foreach (var component in startable)
        {
            _launched.Add(component.Name);
            _waiting.Remove(_places[component.Name]);
        }

        return startable;
    }

    /// <summary>The components that were taken to be started.</summary>
    public IReadOnlyCollection<string> Launched => _launched;

    /// <summary>Its program was executed.</summary>
    /// <param name="component">The component's name.</param>
    public void MarkExecuted(string component) => _executed.Add(component);

    /// <summary>Its readiness holds.</summary>
    /// <param name="component">The component's name.</param>
    public void MarkReady(string component)
    {
        // One that has failed by being late, and is let be, is late for good: the start has gone on without it.
        if (!_failed.Contains(component))
            _ready.Add(component);
    }

    /// <summary>It has done its work.</summary>
    /// <param name="component">The component's name.</param>
    public void MarkCompleted(string component) => _completed.Add(component);

    /// <summary>Its process has ended or will be ended: what was known of its readiness holds no more.</summary>
    /// <param name="component">The component's name.</param>
    public void MarkDown(string component)
    {
        _executed.Remove(component);
        _ready.Remove(component);
    }

    /// <summary>Nothing is left of its last process: it may start anew when its dependencies hold.</summary>
    /// <param name="component">The component's name.</param>
    public void MarkWaiting(string component)
    {
        MarkDown(component);
        _launched.Remove(component);
        _waiting.Add(_places[component]);
    }

    /// <summary>It has failed; what depends on it will not start.</summary>
    /// <param name="component">The component's name.</param>
    public void MarkFailed(string component)
    {
        MarkDown(component);
        _failed.Add(component);
    }

    /// <summary>Whether its readiness holds.</summary>
    /// <param name="component">The component's name.</param>
    public bool IsReady(string component) => _ready.Contains(component);

    /// <summary>Every component is ready, or completed where that was asked.</summary>
    public bool IsOperational =>
        _ready.Count + _completed.Count >= _plan.Components.Length && _plan.Components.All(component => IsUp(component.Name));

    /// <summary>Nothing more can become ready: what is not has failed, or waits for what has failed.</summary>
    public bool IsSettled =>
        _failed.Count == 0 ? IsOperational : _plan.Components.All(component => IsUp(component.Name) || IsLost(component));

    /// <summary>The components that are not ready yet, in start order.</summary>
    public IEnumerable<string> Missing => _plan.Components.Select(component => component.Name).Where(name => !IsUp(name));

    private bool IsUp(string name) =>
        _completed.Contains(name) || (_ready.Contains(name) && !_awaited.Contains(name) && !_restForOne.IsGoingDown(name));

    private bool IsLost(ComponentSpec component) =>
        _failed.Contains(component.Name)
        || component.DependsOn.Any(dependency => !Holds(dependency) && IsLost(_plan.Component(dependency.Component)));

    private bool Holds(Dependency dependency) =>
        dependency.Condition switch
        {
            DependencyCondition.Started => _executed.Contains(dependency.Component),
            DependencyCondition.Completed => _completed.Contains(dependency.Component),
            _ => _ready.Contains(dependency.Component),
        };
}
