using Beacon.Actors.Plans;

namespace Beacon.Actors.Running;

/// <summary>Which components may start, and when the start is over: decided from what is known of their dependencies.</summary>
/// <param name="plan">The plan.</param>
/// <param name="restForOne">Who is on the way down because a dependency restarts.</param>
public sealed class StartGate(RunPlan plan, RestForOne restForOne)
{
    private readonly HashSet<string> _launched = [];
    private readonly HashSet<string> _executed = [];
    private readonly HashSet<string> _ready = [];
    private readonly HashSet<string> _completed = [];
    private readonly HashSet<string> _failed = [];

    /// <summary>The components that may start now and have not; each is returned once.</summary>
    public IReadOnlyList<ComponentSpec> TakeStartable()
    {
        var startable = plan.Components
            .Where(component => !_launched.Contains(component.Name) && component.DependsOn.All(Holds) && restForOne.MayStart(component))
            .ToList();
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
    public void MarkReady(string component)
    {
        // One that has failed by being late, and is let be, is late for good: the start has gone on without it.
        if (!_failed.Contains(component)) _ready.Add(component);
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
    public bool IsOperational => plan.Components.All(component => IsUp(component.Name));

    /// <summary>Nothing more can become ready: what is not has failed, or waits for what has failed.</summary>
    public bool IsSettled => plan.Components.All(component => IsUp(component.Name) || IsLost(component));

    /// <summary>The components that are not ready yet, in start order.</summary>
    public IEnumerable<string> Missing => plan.Components.Select(component => component.Name).Where(name => !IsUp(name));

    private bool IsUp(string name) =>
        _completed.Contains(name) || (_ready.Contains(name) && !IsAwaited(name) && !restForOne.IsGoingDown(name));

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
