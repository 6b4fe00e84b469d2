using Beacon.Actors.Controlling;
using Beacon.Actors.Messages;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Supervising;

/// <summary>
/// The components of a run, one standing each, and the decisions about them: which may start, which have to stop when another restarts, and
/// when the start is over. A pure state machine: each method takes a fact and returns the orders that follow from it. Its cost is
/// proportional to the neighbours of the component that the fact is about, not to the number of components.
/// </summary>
/// <remarks>
/// With <c>restart.dependents = restart</c> the dependents of a restarting component restart with it, as in Erlang/OTP's
/// <c>rest_for_one</c>, but along the dependency graph: all of them stop, the last one first, before any starts again.
/// </remarks>
internal sealed class Fleet
{
    private readonly DependencyGraph _graph;
    private readonly ComponentStanding[] _standings;
    private int _upCount;
    private int _aliveCount;
    private int _unfinishedCount;
    private int _failedCount;
    private int _stoppingCount;
    private int _heldCount;
    private bool _isEnding;

    public Fleet(RunPlan plan)
    {
        _graph = new DependencyGraph(plan);
        _standings = [.. plan.Components.Select((component, place) => new ComponentStanding(component, _graph.MustComplete(place)))];
        _unfinishedCount = _standings.Count(standing => standing.IsUnfinished);
    }

    public ComponentStanding this[string component] => _standings[_graph.PlaceOf(component)];
    public IReadOnlyList<ComponentStanding> Standings => _standings;

    /// <summary>Every component is ready, or completed where a dependent waits for that.</summary>
    public bool IsOperational => _upCount == _standings.Length;

    /// <summary>The start is over: every component is up, has failed or was stopped by hand, or waits for such a one.</summary>
    public bool IsSettled => IsOperational || (_failedCount + _heldCount > 0 && IsRestLost());

    /// <summary>No component has a process, none is being launched, and none waits for somebody to start it.</summary>
    public bool IsDown => _aliveCount + _heldCount == 0;

    /// <summary>Every component that finishes by itself has ended.</summary>
    public bool IsFinished => _unfinishedCount == 0;

    /// <summary>Launches the components that depend on nothing.</summary>
    public IReadOnlyList<FleetOrder> Start()
    {
        var orders = new List<FleetOrder>();
        Launch(Enumerable.Range(0, _standings.Length), orders);
        return orders;
    }

    public IReadOnlyList<FleetOrder> Executed(string component) =>
        Advance(component, standing => standing with { Progress = StartProgress.Executed });

    /// <summary>A component has become ready. One that has failed before, by being late, stays failed.</summary>
    public IReadOnlyList<FleetOrder> BecameReady(string component)
    {
        var orders = Advance(component, standing => standing.HasFailed ? standing : standing with { Progress = StartProgress.Ready });
        if (this[component].Stop == RestartStop.None)
            Answer(_graph.PlaceOf(component), null, orders);
        return orders;
    }

    public IReadOnlyList<FleetOrder> Completed(string component) => Advance(component, standing => standing with { HasCompleted = true });

    /// <summary>A component has failed and will restart.</summary>
    public IReadOnlyList<FleetOrder> WentDown(ProcessProtocol.WentDown down)
    {
        var place = _graph.PlaceOf(down.Problem.Component!);
        var orders = new List<FleetOrder>();
        Put(place, _standings[place].Down() with { Setback = down });
        var affected = StopDependents(place);
        Excuse(affected, down.Problem.Component!, orders);
        Recycle(affected, orders);
        return orders;
    }

    /// <summary>
    /// A component has failed and will not restart by itself. The failure is no failure of the run where the component had to stop anyway.
    /// If a dependency's restart would restart it, its failure is suspended: of two that fail at once, the failure of the dependency may be
    /// received second.
    /// </summary>
    public IReadOnlyList<FleetOrder> Failed(ProcessProtocol.Failed failed)
    {
        var place = _graph.PlaceOf(failed.Problem.Component!);
        var orders = new List<FleetOrder>();
        Put(place, _standings[place].Down());
        if (!_isEnding && _standings[place].Stop != RestartStop.None)
            Recycle(place, orders);
        else if (!_isEnding && _graph.IsRestartedByADependency(place))
        {
            Put(place, _standings[place] with { SuspendedFailure = failed });
            orders.Add(new FleetOrder.SuspendJudgement());
        }
        else
            Fail(failed, orders);

        return orders;
    }

    /// <summary>No dependency has failed in the meantime: the suspended failures are failures of the run.</summary>
    public IReadOnlyList<FleetOrder> Judge()
    {
        var orders = new List<FleetOrder>();
        foreach (var failed in TakeSuspendedFailures())
            Fail(failed, orders);
        return orders;
    }

    /// <summary>The suspended failures; they are suspended no longer.</summary>
    public IReadOnlyList<ProcessProtocol.Failed> TakeSuspendedFailures()
    {
        var failures = new List<ProcessProtocol.Failed>();
        for (var place = 0; place < _standings.Length; place++)
            if (_standings[place].SuspendedFailure is { } failed)
            {
                failures.Add(failed);
                Put(place, _standings[place] with { SuspendedFailure = null });
            }

        return failures;
    }

    /// <summary>Nothing is left of a component's last process, and it waits to be launched again.</summary>
    public IReadOnlyList<FleetOrder> AwaitsLaunch(string component)
    {
        var place = _graph.PlaceOf(component);
        Put(place, _standings[place].Stopped() with { Progress = StartProgress.Waiting, End = null });
        var orders = Continue(place);
        if (_standings[place].IsHeld)
            orders.Add(new FleetOrder.Answer(ControlAction.Stop, component));
        return orders;
    }

    /// <summary>A component has ended and does not restart by itself.</summary>
    public IReadOnlyList<FleetOrder> Ended(ProcessProtocol.Ended ended)
    {
        var place = _graph.PlaceOf(ended.Component);
        Put(place, _standings[place].Stopped() with { End = ended });
        if (_isEnding)
            return [];
        var orders = Continue(place);
        if (_standings[place].IsHeld)
            orders.Add(new FleetOrder.Answer(ControlAction.Stop, ended.Component));
        Put(place, _standings[place] with { IsHeld = false });
        Answer(place, ControlRefusals.DoneMeanwhile(ended.Component), orders);
        return orders;
    }

    /// <summary>The actor of a component is gone. Returns whether the component had not ended before.</summary>
    public bool ActorDied(string component)
    {
        var place = _graph.PlaceOf(component);
        if (_standings[place].End is not null)
            return false;
        Put(place, _standings[place] with { End = new ProcessProtocol.Ended(component, [], null) });
        return true;
    }

    /// <summary>
    /// The restart of a component is asked for, whatever its restart policy. One that was stopped by hand is to be started instead.
    /// </summary>
    public IReadOnlyList<FleetOrder> AskRestart(string component)
    {
        var place = _graph.PlaceOf(component);
        if (ControlRefusals.OfRestart(_standings[place], _isEnding) is { } refusal)
        {
            Put(place, _standings[place] with { IsRestartAsked = false });
            return [new FleetOrder.Answer(ControlAction.Restart, component, refusal)];
        }

        if (_standings[place].IsRestartAsked)
            return [];
        Put(place, _standings[place] with { IsRestartAsked = true });
        return TakeDown(place);
    }

    /// <summary>A component is to be stopped by hand: it stays down, and that is no failure.</summary>
    public IReadOnlyList<FleetOrder> AskStop(string component)
    {
        var place = _graph.PlaceOf(component);
        var standing = _standings[place];
        if (_isEnding)
            return [new FleetOrder.Answer(ControlAction.Stop, component, ControlRefusals.RunIsEnding(component))];
        if (standing.End is not null || standing is { IsHeld: true, IsAlive: false })
            return [new FleetOrder.Answer(ControlAction.Stop, component) { HasChanged = false }];

        var orders = new List<FleetOrder>();
        Answer(place, ControlRefusals.StoppedMeanwhile(component), orders);
        Put(place, _standings[place] with { IsHeld = true });
        if (!standing.IsAlive)
            orders.Add(new FleetOrder.Answer(ControlAction.Stop, component));
        else if (standing.Stop == RestartStop.Ordered)
            orders.Add(new FleetOrder.Hold(component));
        else
            orders.AddRange(TakeDown(place));
        return orders;
    }

    /// <summary>A component is to run: one that was stopped by hand starts, any other is waited for until it is ready.</summary>
    public IReadOnlyList<FleetOrder> AskStart(string component)
    {
        var place = _graph.PlaceOf(component);
        var standing = _standings[place];
        var stopped = _graph
            .DependenciesOf(place)
            .Where(dependency => _standings[dependency.Place].IsHeld && !_standings[dependency.Place].Holds(dependency.Condition))
            .Select(dependency => _standings[dependency.Place].Component.Name)
            .FirstOrDefault();
        if (ControlRefusals.OfStart(standing, stopped, _isEnding) is { } refusal)
            return [new FleetOrder.Answer(ControlAction.Start, component, refusal)];
        if (standing.IsUp || (standing.Progress == StartProgress.Ready && standing.Stop == RestartStop.None))
            return [new FleetOrder.Answer(ControlAction.Start, component) { HasChanged = false }];
        return Release(place, standing with { IsHeld = false, IsStartAsked = true });
    }

    /// <summary>The run is at its end: from now on nothing is launched or recycled.</summary>
    public void Finish() => _isEnding = true;

    /// <summary>The run is being stopped: as <see cref="Finish"/>, and what was asked for and is not done is refused.</summary>
    public IReadOnlyList<FleetOrder> Stop()
    {
        Finish();
        var orders = new List<FleetOrder>();
        for (var place = 0; place < _standings.Length; place++)
        {
            var refusal = ControlRefusals.RunIsEnding(_standings[place].Component.Name);
            Answer(place, refusal, orders);
            if (_standings[place] is { IsHeld: true, IsAlive: true })
                orders.Add(new FleetOrder.Answer(ControlAction.Stop, _standings[place].Component.Name, refusal));
        }

        return orders;
    }

    private List<FleetOrder> Advance(string component, Func<ComponentStanding, ComponentStanding> change)
    {
        var place = _graph.PlaceOf(component);
        var orders = new List<FleetOrder>();
        Put(place, change(_standings[place]));
        Launch(_graph.DependentsOf(place), orders);
        return orders;
    }

    /// <summary>A component has stopped: the next ones stop, or those start that waited for it.</summary>
    private List<FleetOrder> Continue(int place)
    {
        var orders = new List<FleetOrder>();
        Recycle(_graph.DependenciesOf(place).Select(dependency => dependency.Place).Order(), orders);
        Launch(_graph.NeighboursOf(place).Append(place).Order(), orders);
        return orders;
    }

    private void Fail(ProcessProtocol.Failed failed, List<FleetOrder> orders)
    {
        var place = _graph.PlaceOf(failed.Problem.Component!);
        Put(place, _standings[place].Down() with { HasFailed = true });
        Answer(place, ControlRefusals.FailedMeanwhile(failed.Problem.Message), orders);
        orders.Add(new FleetOrder.FailRun(failed));
    }

    private void Launch(IEnumerable<int> candidates, List<FleetOrder> orders)
    {
        foreach (var place in candidates.Where(MayStart).ToList())
        {
            Put(place, _standings[place] with { Progress = StartProgress.Launched });
            orders.Add(new FleetOrder.Launch(_standings[place].Component.Name));
        }
    }

    private bool MayStart(int place) =>
        !_isEnding
        && _standings[place] is { Progress: StartProgress.Waiting, IsHeld: false }
        && _graph.DependenciesOf(place).All(dependency => _standings[dependency.Place].Holds(dependency.Condition))
        && (_stoppingCount == 0 || _graph.NeighboursOf(place).All(neighbour => _standings[neighbour].Stop == RestartStop.None));

    /// <summary>If its policy says so, makes the living dependents of a restarting component stop and returns all dependents.</summary>
    private IReadOnlyCollection<int> StopDependents(int place)
    {
        var component = _standings[place].Component;
        if (_isEnding || component.Restart.Dependents != DependentsPolicy.Restart)
            return [];
        var dependents = _graph.AllDependentsOf(place);
        foreach (var dependent in dependents)
            if (_standings[dependent] is { IsAlive: true, Stop: RestartStop.None } standing)
                Put(dependent, standing with { Stop = RestartStop.Due, RestartingDependency = component.Name });
        return dependents;
    }

    /// <summary>Suspended failures of dependents are consequences of this component's failure.</summary>
    private void Excuse(IEnumerable<int> dependents, string failed, List<FleetOrder> orders)
    {
        foreach (var place in dependents)
            if (_standings[place] is { SuspendedFailure: not null } standing)
            {
                Put(place, standing with { SuspendedFailure = null, RestartingDependency = failed });
                Recycle(place, orders);
            }
    }

    /// <summary>Orders the components to stop whose turn it is: nothing that depends on them still has to stop.</summary>
    private void Recycle(IEnumerable<int> candidates, List<FleetOrder> orders)
    {
        if (_stoppingCount == 0 || _isEnding)
            return;
        foreach (var place in candidates)
            if (
                _standings[place].Stop == RestartStop.Due
                && _graph.DependentsOf(place).All(dependent => _standings[dependent].Stop == RestartStop.None)
            )
                Recycle(place, orders);
    }

    private void Recycle(int place, List<FleetOrder> orders)
    {
        var standing = _standings[place];
        if (standing.Stop == RestartStop.Ordered)
            return;
        Put(place, standing with { Stop = RestartStop.Ordered });
        orders.Add(
            standing.IsHeld
                ? new FleetOrder.Hold(standing.Component.Name)
                : new FleetOrder.Recycle(standing.Component.Name, standing.IsRestartAsked ? null : standing.RestartingDependency)
        );
    }

    private void Answer(int place, ControlRefusal? refusal, List<FleetOrder> orders)
    {
        var standing = _standings[place];
        if (standing.IsRestartAsked)
            orders.Add(new FleetOrder.Answer(ControlAction.Restart, standing.Component.Name, refusal));
        if (standing.IsStartAsked)
            orders.Add(new FleetOrder.Answer(ControlAction.Start, standing.Component.Name, standing.HasCompleted ? null : refusal));
        Put(place, standing with { IsRestartAsked = false, IsStartAsked = false });
    }

    /// <summary>Stops a component that is alive, after those that have to stop with it.</summary>
    private List<FleetOrder> TakeDown(int place)
    {
        var orders = new List<FleetOrder>();
        var affected = StopDependents(place);
        var stop = _standings[place].Stop == RestartStop.None ? RestartStop.Due : _standings[place].Stop;
        Put(place, _standings[place].Down() with { RestartingDependency = null, Stop = stop });
        Recycle([place, .. affected], orders);
        return orders;
    }

    private List<FleetOrder> Release(int place, ComponentStanding standing)
    {
        var orders = new List<FleetOrder>();
        Put(place, standing);
        Launch([place], orders);
        return orders;
    }

    // A plan lists dependencies before their dependents, so one pass is enough.
    private bool IsRestLost()
    {
        var lost = new bool[_standings.Length];
        for (var place = 0; place < lost.Length; place++)
        {
            lost[place] =
                _standings[place].HasFailed
                || _standings[place].IsHeld
                || _graph
                    .DependenciesOf(place)
                    .Any(dependency => lost[dependency.Place] && !_standings[dependency.Place].Holds(dependency.Condition));
            if (!lost[place] && !_standings[place].IsUp)
                return false;
        }

        return true;
    }

    private void Put(int place, ComponentStanding next)
    {
        var last = _standings[place];
        _standings[place] = next;
        Count(ref _upCount, last.IsUp, next.IsUp);
        Count(ref _aliveCount, last.IsAlive, next.IsAlive);
        Count(ref _unfinishedCount, last.IsUnfinished, next.IsUnfinished);
        Count(ref _failedCount, last.HasFailed, next.HasFailed);
        Count(ref _heldCount, last.IsHeld, next.IsHeld);
        Count(ref _stoppingCount, last.Stop != RestartStop.None, next.Stop != RestartStop.None);
    }

    private static void Count(ref int count, bool before, bool after) => count += (after ? 1 : 0) - (before ? 1 : 0);
}
