using Beacon.Plans;

namespace Beacon.Actors.Running;

/// <summary>
/// The way down and up again of those that depend on a restarting component, where it asks for that (<c>restart.dependents = restart</c>;
/// Erlang/OTP's rest_for_one, along the dependency graph): all of them go down, the last first, before any starts again.
/// </summary>
/// <param name="plan">The plan.</param>
internal sealed class RestForOne(RunPlan plan)
{
    private readonly HashSet<string> _goingDown = [];
    private readonly HashSet<string> _told = [];

    /// <summary>Whether a component is to go down, and has not yet.</summary>
    /// <param name="component">The component's name.</param>
    public bool IsGoingDown(string component) => _goingDown.Contains(component);

    /// <summary>A component has failed and will restart.</summary>
    /// <param name="component">The component's name.</param>
    /// <param name="isUp">Whether something is left of the component of that name.</param>
    public void Begin(string component, Predicate<string> isUp)
    {
        if (plan.Component(component).Restart.Dependents != DependentsPolicy.Restart)
            return;
        foreach (var dependent in AllDependentsOf(component))
            if (isUp(dependent))
                _goingDown.Add(dependent);
    }

    /// <summary>A component is to restart although it has not failed: it goes down itself, after those that go down with it.</summary>
    /// <param name="component">The component's name.</param>
    /// <param name="isUp">Whether something is left of the component of that name.</param>
    public void BeginWith(string component, Predicate<string> isUp)
    {
        Begin(component, isUp);
        _goingDown.Add(component);
    }

    /// <summary>The components whose turn it is to go down, since nothing that depends on them is left; each is returned once.</summary>
    public IReadOnlyList<ComponentSpec> TakeTurn() =>
        _goingDown.Count == 0
            ? []
            :
            [
                .. plan
                    .Components.Where(component => _goingDown.Contains(component.Name) && !DependentsOf(component.Name).Any(IsGoingDown))
                    .Where(component => _told.Add(component.Name)),
            ];

    /// <summary>A component goes down by itself, out of turn; true: it was not told to.</summary>
    /// <param name="component">The name of one that is going down.</param>
    public bool TakeOutOfTurn(string component) => _told.Add(component);

    /// <summary>Nothing is left of a component.</summary>
    /// <param name="component">The component's name.</param>
    public void MarkDown(string component)
    {
        _goingDown.Remove(component);
        _told.Remove(component);
    }

    /// <summary>Whether a component may start: neither what it depends on nor what depends on it is on its way down.</summary>
    /// <param name="component">The component.</param>
    public bool MayStart(ComponentSpec component) =>
        _goingDown.Count == 0
        || !(component.DependsOn.Any(dependency => IsGoingDown(dependency.Component)) || DependentsOf(component.Name).Any(IsGoingDown));

    /// <summary>Whether the restart of one component makes another restart, which depends on it at whatever distance.</summary>
    /// <param name="restarting">The name of the one.</param>
    /// <param name="dependent">The name of the other.</param>
    public bool IsRestartedBy(string restarting, string dependent) =>
        plan.Component(restarting).Restart.Policy != RestartMode.Never && GoesDownWith(restarting, dependent);

    /// <summary>Whether one component goes down when another, which it depends on at whatever distance, restarts for whatever reason.</summary>
    /// <param name="restarting">The name of the other.</param>
    /// <param name="dependent">The name of the one.</param>
    public bool GoesDownWith(string restarting, string dependent) =>
        plan.Component(restarting).Restart.Dependents == DependentsPolicy.Restart && AllDependentsOf(restarting).Contains(dependent);

    // A plan lists dependencies before their dependents.
    private HashSet<string> AllDependentsOf(string component)
    {
        var found = new HashSet<string>();
        foreach (var other in plan.Components)
            if (other.DependsOn.Any(dependency => dependency.Component == component || found.Contains(dependency.Component)))
                found.Add(other.Name);
        return found;
    }

    private IEnumerable<string> DependentsOf(string component) =>
        plan.Components.Where(other => other.DependsOn.Any(dependency => dependency.Component == component)).Select(other => other.Name);
}
