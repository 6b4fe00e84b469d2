using Beacon.Actors.Plans;

namespace Beacon.Actors.Running;

/// <summary>Which components may start, and when the start is over: decided from what is known of their dependencies.</summary>
/// <param name="plan">The plan.</param>
public sealed class StartGate(RunPlan plan)
{
    private readonly HashSet<string> _launched = [];
    private readonly HashSet<string> _executed = [];
    private readonly HashSet<string> _ready = [];
    private readonly HashSet<string> _completed = [];
    private readonly HashSet<string> _failed = [];

    /// <summary>The components that may start now and have not; each is returned once.</summary>
    public IReadOnlyList<ComponentSpec> TakeStartable()
    {
        var startable = plan.Components.Where(component => !_launched.Contains(component.Name) && component.DependsOn.All(Holds)).ToList();
        foreach (var component in startable) _launched.Add(component.Name);
        return startable;
    }

    /// <summary>The components that were taken to be started.</summary>
    public IReadOnlyCollection<string> Launched => _launched;

    /// <summary>Its program was executed.</summary>
    /// <param name="component">The component's name.</param>
    public void MarkExecuted(string component) => _executed.Add(component);

    /// <summary>Its readiness holds.</summary>
    /// <param name="component">The component's name.</param>
    public void MarkReady(string component) => _ready.Add(component);

    /// <summary>It has done its work.</summary>
    /// <param name="component">The component's name.</param>
    public void MarkCompleted(string component) => _completed.Add(component);

    /// <summary>It has failed; what depends on it will not start.</summary>
    /// <param name="component">The component's name.</param>
    public void MarkFailed(string component) => _failed.Add(component);

    /// <summary>Every component is ready, or completed where that was asked.</summary>
    public bool IsOperational => plan.Components.All(component => IsUp(component.Name));

    /// <summary>Nothing more can become ready: what is not has failed, or waits for what has failed.</summary>
    public bool IsSettled => plan.Components.All(component => IsUp(component.Name) || IsLost(component));

    /// <summary>The components that are not ready yet, in start order.</summary>
    public IEnumerable<string> Missing => plan.Components.Select(component => component.Name).Where(name => !IsUp(name));

    private bool IsUp(string name) => _completed.Contains(name) || (_ready.Contains(name) && !IsAwaited(name));

    private bool IsAwaited(string name) =>
        plan.Components.Any(component => component.DependsOn.Contains(new Dependency(name, DependencyCondition.Completed)));

    private bool IsLost(ComponentSpec component) =>
        _failed.Contains(component.Name)
        || component.DependsOn.Any(dependency => !Holds(dependency) && IsLost(plan.Component(dependency.Component)));

    private bool Holds(Dependency dependency) => dependency.Condition switch
    {
        DependencyCondition.Started => _executed.Contains(dependency.Component),
        DependencyCondition.Completed => _completed.Contains(dependency.Component),
        _ => _ready.Contains(dependency.Component),
    };
}
