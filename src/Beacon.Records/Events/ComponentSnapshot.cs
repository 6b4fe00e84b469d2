using System.Collections.Immutable;
using Beacon.Plans.Text;
using Beacon.Processes;
using Beacon.Records.Statistics;

namespace Beacon.Records.Events;

/// <summary>The state of one component at one moment.</summary>
public sealed record ComponentSnapshot
{
    /// <summary>The component's name.</summary>
    public required string Name { get; init; }

    /// <summary>The display name.</summary>
    public required string Title { get; init; }

    /// <summary>The phase of its life cycle.</summary>
    public ComponentState State { get; init; } = ComponentState.Waiting;

    /// <summary>The process id of its latest incarnation; null: never started.</summary>
    public int? Pid { get; init; }

    /// <summary>1 for its first process; 0: never started.</summary>
    public int Incarnation { get; init; }

    /// <summary>The start of its latest process, since the start of the run.</summary>
    public TimeSpan? StartedAt { get; init; }

    /// <summary>The time from the start of its process to readiness; null: not ready yet.</summary>
    public TimeSpan? ReadyAfter { get; init; }

    /// <summary>When its latest process was asked to stop, since the start of the run; null: it was not.</summary>
    public TimeSpan? StoppingSince { get; init; }

    /// <summary>The end of its latest process, since the start of the run.</summary>
    public TimeSpan? ExitedAt { get; init; }

    /// <summary>The exit status of its latest process; null: it has not ended.</summary>
    public ExitStatus? Exit { get; init; }

    /// <summary>Whether it had to be killed.</summary>
    public bool Killed { get; init; }

    /// <summary>Whether it was stopped by hand and was not started since.</summary>
    public bool IsStoppedByHand { get; init; }

    /// <summary>The reason why it was given up, as text; null: it was not given up.</summary>
    public string? GaveUpBecause { get; init; }

    /// <summary>The sampled resource usage of all its incarnations so far; null: not sampled yet.</summary>
    public ResourceUsage? TotalUsage => Usage is null ? EarlierUsage : Usage.After(EarlierUsage);

    private ResourceUsage? EarlierUsage { get; init; }

    /// <summary>The resource usage of its process tree at the last sample; null: not sampled yet.</summary>
    public ResourceUsage? Usage { get; init; }

    /// <summary>The share of one core at the last sample.</summary>
    public double CpuShare { get; init; }

    /// <summary>The largest resident set size sampled, in bytes.</summary>
    public long MaxRssBytes { get; init; }

    /// <summary>The largest number of threads sampled.</summary>
    public int MaxThreads { get; init; }

    /// <summary>Its live counters by name.</summary>
    public ImmutableSortedDictionary<string, Statistic> Counters { get; init; } = ImmutableSortedDictionary<string, Statistic>.Empty;

    /// <summary>The last lines of its output.</summary>
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
                StoppingSince = null,
                ExitedAt = null,
                Exit = null,
                IsStoppedByHand = false,
                EarlierUsage = TotalUsage,
                Usage = null,
                CpuShare = 0,
                Counters = ImmutableSortedDictionary<string, Statistic>.Empty,
            },
            ComponentReady ready => this with { State = ComponentState.Ready, ReadyAfter = ready.After },
            ComponentRestarting => this with { State = ComponentState.Restarting },
            ComponentStopping => this with
            {
                State = State == ComponentState.Restarting ? State : ComponentState.Stopping,
                StoppingSince = happened.Elapsed,
            },
            ComponentKilled => this with { Killed = true },
            ComponentExited exited => this with
            {
                State =
                    IsStoppedByHand ? ComponentState.Stopped
                    : State == ComponentState.Restarting ? State
                    : ComponentState.Exited,
                Exit = exited.Exit,
                ExitedAt = exited.Elapsed,
            },
            ComponentStopped when IsStoppedByHand => this with { State = ComponentState.Stopped },
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

    internal ComponentSnapshot Apply(ControlAction action) =>
        action switch
        {
            ControlAction.Stop or ControlAction.Kill when State == ComponentState.Waiting => this with
            {
                IsStoppedByHand = true,
                State = ComponentState.Stopped,
            },
            ControlAction.Stop or ControlAction.Kill when State is not (ComponentState.Exited or ComponentState.GaveUp) => this with
            {
                IsStoppedByHand = true,
            },
            ControlAction.Start or ControlAction.Restart => this with
            {
                IsStoppedByHand = false,
                State = State == ComponentState.Stopped ? ComponentState.Waiting : State,
            },
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

/// <summary>A phase of the life cycle of a component.</summary>
public enum ComponentState
{
    /// <summary>It waits for its dependencies.</summary>
    Waiting,

    /// <summary>Its process is being created.</summary>
    Launching,

    /// <summary>Its program runs and is not ready yet.</summary>
    Running,

    /// <summary>Its readiness probes have succeeded.</summary>
    Ready,

    /// <summary>It was asked to stop.</summary>
    Stopping,

    /// <summary>Its process has ended.</summary>
    Exited,

    /// <summary>Its process has ended and it will be started again.</summary>
    Restarting,

    /// <summary>It was stopped by hand, or never started because of that; it starts again when somebody says so.</summary>
    Stopped,

    /// <summary>It has failed once more than its restarts allow.</summary>
    GaveUp,
}
