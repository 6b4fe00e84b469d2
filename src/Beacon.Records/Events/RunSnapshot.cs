using System.Collections.Frozen;
using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Processes;
using Beacon.Records.Statistics;

namespace Beacon.Records.Events;

/// <summary>All that is known of a run at one moment. A pure fold of its events: any subscriber can hold one.</summary>
public sealed record RunSnapshot
{
    /// <summary>How many of a component's last lines are kept.</summary>
    public const int LastLinesKept = 20;

    /// <summary>The run's id; empty before <see cref="RunStarted"/>.</summary>
    public string Run { get; init; } = "";

    /// <summary>Where the run is in its life.</summary>
    public RunState State { get; init; } = RunState.Starting;

    /// <summary>From the start until operational; null: not yet.</summary>
    public TimeSpan? OperationalAfter { get; init; }

    /// <summary>The components, in start order.</summary>
    public required ImmutableList<ComponentSnapshot> Components { get; init; }

    /// <summary>How busy the machine was at the last sample; null: not sampled yet.</summary>
    public MachineSampled? Machine { get; init; }

    /// <summary>The final statistics so far.</summary>
    public ImmutableArray<Statistic> Statistics { get; init; } = [];

    /// <summary>The problems so far.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];

    /// <summary>The snapshot before anything happened.</summary>
    /// <param name="plan">The plan of the run.</param>
    public static RunSnapshot Before(RunPlan plan) => Before([.. plan.Components.Select(component => (component.Name, component.Title))]);

    /// <summary>The snapshot before anything happened to these components.</summary>
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
            RunStarted started => this with { Run = started.Run },
            RunOperational operational => this with { State = RunState.Operational, OperationalAfter = operational.After },
            StatisticReported { Final: true } reported => this with { Statistics = Statistics.Add(reported.Statistic) },
            ProblemRaised raised => Apply(raised.Problem),
            MachineSampled sampled => this with { Machine = sampled },
            RunFinished => this with { State = RunState.Finished },
            ComponentEvent component => Apply(component),
            _ => this,
        };

    // Which of the components has which name: the same for every snapshot of a run.
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
        // One that is stopped to start again says nothing of the run; and what a former incarnation counted is not what the next one will.
        var stops =
            happened is ComponentStopping && State != RunState.Finished && Component(happened.Component).State != ComponentState.Restarting;
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

/// <summary>All that is known of one component at one moment.</summary>
public sealed record ComponentSnapshot
{
    /// <summary>The component's name.</summary>
    public required string Name { get; init; }

    /// <summary>The name that people read.</summary>
    public required string Title { get; init; }

    /// <summary>Where it is in its life.</summary>
    public ComponentState State { get; init; } = ComponentState.Waiting;

    /// <summary>The process id of its latest incarnation; null: never started.</summary>
    public int? Pid { get; init; }

    /// <summary>1 for its first process; 0: never started.</summary>
    public int Incarnation { get; init; }

    /// <summary>When its latest process started, since the start of the run.</summary>
    public TimeSpan? StartedAt { get; init; }

    /// <summary>From the start of its process to readiness; null: not ready yet.</summary>
    public TimeSpan? ReadyAfter { get; init; }

    /// <summary>When its latest process ended, since the start of the run.</summary>
    public TimeSpan? ExitedAt { get; init; }

    /// <summary>How its latest process ended; null: it has not.</summary>
    public ExitStatus? Exit { get; init; }

    /// <summary>Whether it had to be killed.</summary>
    public bool Killed { get; init; }

    /// <summary>Why it was given up, for a person; null: it was not.</summary>
    public string? GaveUpBecause { get; init; }

    /// <summary>What all its incarnations have used so far, as far as it was sampled; null: never.</summary>
    public ResourceUsage? TotalUsage => Usage is null ? EarlierUsage : Usage.After(EarlierUsage);

    private ResourceUsage? EarlierUsage { get; init; }

    /// <summary>What its process tree used at the last sample; null: not sampled yet.</summary>
    public ResourceUsage? Usage { get; init; }

    /// <summary>The share of one core at the last sample.</summary>
    public double CpuShare { get; init; }

    /// <summary>The largest resident set size sampled, in bytes.</summary>
    public long MaxRssBytes { get; init; }

    /// <summary>The largest number of threads sampled.</summary>
    public int MaxThreads { get; init; }

    /// <summary>Its live counters by name.</summary>
    public ImmutableSortedDictionary<string, Statistic> Counters { get; init; } = ImmutableSortedDictionary<string, Statistic>.Empty;

    /// <summary>The last lines it printed.</summary>
    public ImmutableQueue<UntrustedText> LastLines { get; init; } = [];

    private int LastLinesCount { get; init; }

    internal ComponentSnapshot Apply(ComponentEvent happened) =>
        happened switch
        {
            ComponentStarting starting => this with
            {
                State = ComponentState.Running,
                Pid = starting.Pid,
                Incarnation = starting.Incarnation,
                StartedAt = starting.Elapsed,
                ReadyAfter = null,
                ExitedAt = null,
                Exit = null,
                EarlierUsage = TotalUsage,
                Usage = null,
                CpuShare = 0,
                Counters = ImmutableSortedDictionary<string, Statistic>.Empty,
            },
            ComponentReady ready => this with { State = ComponentState.Ready, ReadyAfter = ready.After },
            ComponentRestarting => this with { State = ComponentState.Restarting },
            ComponentStopping => State == ComponentState.Restarting ? this : this with { State = ComponentState.Stopping },
            ComponentKilled => this with { Killed = true },
            ComponentExited exited => this with
            {
                State = State == ComponentState.Restarting ? State : ComponentState.Exited,
                Exit = exited.Exit,
                ExitedAt = exited.Elapsed,
            },
            ComponentStopped when State == ComponentState.Restarting => this with { State = ComponentState.Exited },
            ResourcesSampled sampled => this with
            {
                Usage = sampled.Usage.NoLessThan(Usage),
                CpuShare = sampled.CpuShare,
                MaxRssBytes = Math.Max(MaxRssBytes, Math.Max(sampled.Usage.RssBytes, sampled.Usage.PeakRssBytes)),
                MaxThreads = Math.Max(MaxThreads, sampled.Usage.Threads),
            },
            StatisticReported { Final: false } counter => this with
            {
                Counters = Counters.SetItem(counter.Statistic.Name.Raw, counter.Statistic),
            },
            ComponentOutput output => Remember(output.Line),
            _ => this,
        };

    private ComponentSnapshot Remember(UntrustedText line) =>
        LastLinesCount < RunSnapshot.LastLinesKept
            ? this with
            {
                LastLines = LastLines.Enqueue(line),
                LastLinesCount = LastLinesCount + 1,
            }
            : this with
            {
                LastLines = LastLines.Dequeue().Enqueue(line),
            };
}
