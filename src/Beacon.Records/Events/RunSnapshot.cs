using System.Collections.Frozen;
using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Records.Statistics;

namespace Beacon.Records.Events;

/// <summary>The state of a run at one moment: a pure fold over its events, which any subscriber can compute.</summary>
public sealed record RunSnapshot
{
    /// <summary>The number of a component's last lines that are kept.</summary>
    public const int LastLinesKept = 20;

    /// <summary>The run's id; empty before <see cref="RunStarted"/>.</summary>
    public string Run { get; init; } = "";

    /// <summary>What a person calls the run; null: it has no label.</summary>
    public string? Label { get; init; }

    /// <summary>Whether the run only warms up for those that count.</summary>
    public bool IsWarmup { get; init; }

    /// <summary>The file that the plan was made from; null before <see cref="RunStarted"/>, or if it was made by a program.</summary>
    public string? PlanFile { get; init; }

    /// <summary>The phase of the run.</summary>
    public RunState State { get; init; } = RunState.Starting;

    /// <summary>The time from the start until the run was operational; null: not yet.</summary>
    public TimeSpan? OperationalAfter { get; init; }

    /// <summary>The components, in start order.</summary>
    public required ImmutableList<ComponentSnapshot> Components { get; init; }

    /// <summary>How busy the machine was at the last sample; null: not sampled yet.</summary>
    public MachineSampled? Machine { get; init; }

    /// <summary>The final statistics so far.</summary>
    public ImmutableArray<Statistic> Statistics { get; init; } = [];

    /// <summary>What came of the expectations; empty before the end, or if there are none.</summary>
    public ImmutableArray<ExpectationResult> Expectations { get; init; } = [];

    /// <summary>The problems so far.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];

    /// <summary>The snapshot before the first event.</summary>
    /// <param name="plan">The plan of the run.</param>
    public static RunSnapshot Before(RunPlan plan) => Before([.. plan.Components.Select(component => (component.Name, component.Title))]);

    /// <summary>The snapshot of these components before the first event.</summary>
    internal static RunSnapshot Before(IReadOnlyList<(string Name, string Title)> components) =>
        new()
        {
            Components = [.. components.Select(component => new ComponentSnapshot { Name = component.Name, Title = component.Title })],
            Places = components
                .Select((component, place) => (component.Name, place))
                .ToFrozenDictionary(entry => entry.Name, entry => entry.place),
        };

    /// <summary>The component of that name.</summary>
    /// <param name="name">A component of the plan.</param>
    /// <exception cref="KeyNotFoundException">The plan has no component of that name.</exception>
    public ComponentSnapshot Component(string name) => Components[Places[name]];

    /// <summary>The snapshot after an event.</summary>
    /// <param name="happened">The event.</param>
    public RunSnapshot Apply(RunEvent happened) =>
        happened switch
        {
            RunStarted started => this with
            {
                Run = started.Run,
                Label = started.Label,
                IsWarmup = started.IsWarmup,
                PlanFile = started.PlanFile,
            },
            RunOperational operational => this with { State = RunState.Operational, OperationalAfter = operational.After },
            StatisticReported { Final: true } reported => this with { Statistics = Statistics.Add(reported.Statistic) },
            ExpectationDecided decided => this with { Expectations = Expectations.Add(decided.Result) },
            ProblemRaised raised => Apply(raised.Problem),
            RunControlled { Component: { } component } controlled when Places.ContainsKey(component) => With(
                component,
                snapshot => snapshot.Apply(controlled.Action)
            ),
            MachineSampled sampled => this with { Machine = sampled },
            RunFinished => this with { State = RunState.Finished },
            ComponentEvent component => Apply(component),
            _ => this,
        };

    /// <summary>The same with a component of which nothing was known; null: none is added.</summary>
    internal RunSnapshot Including(string? component) =>
        component is null || Places.ContainsKey(component)
            ? this
            : this with
            {
                Components = Components.Add(new ComponentSnapshot { Name = component, Title = component }),
                Places = Places.Append(new(component, Components.Count)).ToFrozenDictionary(),
            };

    // The index of each component by name, the same for every snapshot of a run.
    private FrozenDictionary<string, int> Places { get; init; } = FrozenDictionary<string, int>.Empty;

    private RunSnapshot Apply(Problem problem)
    {
        var earlier = problem.IsCount
            ? Problems.FirstOrDefault(other => other.Kind == problem.Kind && other.Component == problem.Component)
            : null;
        var next = this with { Problems = earlier is null ? Problems.Add(problem) : Problems.Replace(earlier, problem) };
        return problem is { Kind: ProblemKind.GaveUp, Component: { } component }
            ? next.With(component, snapshot => snapshot with { State = ComponentState.GaveUp, GaveUpBecause = problem.Message })
            : next;
    }

    private RunSnapshot Apply(ComponentEvent happened)
    {
        // Stopping a component for a restart, or by hand, does not stop the run. The statistics of a former incarnation are discarded.
        var stops =
            happened is ComponentStopping
            && State != RunState.Finished
            && Component(happened.Component) is { State: not ComponentState.Restarting, IsStoppedByHand: false };
        return With(happened.Component, component => component.Apply(happened)) with
        {
            State = stops ? RunState.Stopping : State,
            Statistics = happened is ComponentStarting { Incarnation: > 1 }
                ? Statistics.RemoveAll(statistic => statistic.Component == happened.Component)
                : Statistics,
        };
    }

    private RunSnapshot With(string component, Func<ComponentSnapshot, ComponentSnapshot> change)
    {
        var place = Places[component];
        return this with { Components = Components.SetItem(place, change(Components[place])) };
    }
}

/// <summary>A phase of a run.</summary>
public enum RunState
{
    /// <summary>Components are being started.</summary>
    Starting,

    /// <summary>Every component is ready, or has completed if its dependents require that.</summary>
    Operational,

    /// <summary>The duration is over; the run waits for components that finish by themselves.</summary>
    Finishing,

    /// <summary>Components are being stopped, the last level first.</summary>
    Stopping,

    /// <summary>Everything has ended and the record is complete.</summary>
    Finished,
}
