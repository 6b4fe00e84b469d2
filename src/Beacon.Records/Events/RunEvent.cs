using Beacon.Plans;
using Beacon.Plans.Text;

namespace Beacon.Records.Events;

/// <summary>Something that happened in a run. Events are published in one order, the same for every subscriber.</summary>
public abstract record RunEvent
{
    private protected RunEvent() { }

    /// <summary>When it happened, by the wall clock, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it happened, since the start of the run, by a monotonic clock.</summary>
    public required TimeSpan Elapsed { get; init; }
}

/// <summary>Something that happened to one component.</summary>
public abstract record ComponentEvent : RunEvent
{
    private protected ComponentEvent() { }

    /// <summary>The component's name.</summary>
    public required string Component { get; init; }
}

/// <summary>The run begins; nothing was started yet.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Record">The record folder: an absolute path.</param>
public sealed record RunStarted(string Run, string Record) : RunEvent;

/// <summary>A component has a process.</summary>
/// <param name="Pid">The process id.</param>
/// <param name="Incarnation">1 for the first process of a component in a run.</param>
public sealed record ComponentStarting(int Pid, int Incarnation) : ComponentEvent;

/// <summary>A component's readiness holds.</summary>
/// <param name="Probe">What was observed: <c>tcp-listen 9000</c>, or <c>started</c> where there is no probe.</param>
/// <param name="After">Since the start of its process.</param>
public sealed record ComponentReady(string Probe, TimeSpan After) : ComponentEvent;

/// <summary>Every component is ready, or completed where that was asked.</summary>
/// <param name="After">Since the start of the run.</param>
public sealed record RunOperational(TimeSpan After) : RunEvent;

/// <summary>A component printed a line. Best effort: under a flood lines may be skipped; the logs have them all.</summary>
/// <param name="Stream">The stream it came from.</param>
/// <param name="Line">The line without its end, decoded leniently from UTF-8 and capped.</param>
public sealed record ComponentOutput(OutputStream Stream, UntrustedText Line) : ComponentEvent;

/// <summary>A number that a component printed.</summary>
/// <param name="Statistic">The number.</param>
/// <param name="Final">True: from the block of final statistics, exact; false: a live counter, best effort.</param>
public sealed record StatisticReported(Statistics.Statistic Statistic, bool Final) : ComponentEvent;

/// <summary>What a component's processes use, for live views. Stored in <c>resources.csv</c>, not in <c>events.ndjson</c>.</summary>
/// <param name="Usage">The usage of the component's whole process tree.</param>
/// <param name="CpuShare">The share of one core since the sample before: 1.0 is one core.</param>
public sealed record ResourcesSampled(Processes.ResourceUsage Usage, double CpuShare) : ComponentEvent;

/// <summary>How busy the machine is, for live views. Stored in <c>machine.csv</c>, not in <c>events.ndjson</c>.</summary>
/// <param name="Usage">What its kernel counts.</param>
public sealed record MachineSampled(Processes.MachineUsage Usage) : RunEvent
{
    /// <summary>The cores that were at work since the sample before, on average: 1.5 of 2 cores; null: not known.</summary>
    public double? BusyCores { get; init; }

    /// <summary>The share of the time since the sample before in which some thread waited for a core; null: not known.</summary>
    public double? CpuWaitingShare { get; init; }

    /// <summary>The same for a disk.</summary>
    public double? IoWaitingShare { get; init; }

    /// <summary>The same for memory.</summary>
    public double? MemoryWaitingShare { get; init; }
}

/// <summary>A component's process ended.</summary>
/// <param name="Exit">How.</param>
public sealed record ComponentExited(Processes.ExitStatus Exit) : ComponentEvent;

/// <summary>A component will be started again. Its next incarnation tells of itself by <see cref="ComponentStarting"/>.</summary>
/// <param name="Attempt">Which restart in a row this is, from 1; a stable time begins a new row.</param>
/// <param name="Delay">How long is waited before, once nothing of the old incarnation is left; zero: not at all.</param>
public sealed record ComponentRestarting(int Attempt, TimeSpan Delay) : ComponentEvent
{
    /// <summary>
    /// The component whose restart requires this one (<c>restart.dependents</c>); null: this component failed, or its restart was
    /// requested.
    /// </summary>
    public string? Dependency { get; init; }
}

/// <summary>A component was asked to end.</summary>
/// <param name="Signal">The signal sent.</param>
public sealed record ComponentStopping(UnixSignal Signal) : ComponentEvent;

/// <summary>A component was killed: it did not end when it was asked to, was not ready in time, or was no longer alive.</summary>
public sealed record ComponentKilled : ComponentEvent;

/// <summary>A component's process has ended, all it printed is stored, and nothing of its process tree is left.</summary>
public sealed record ComponentStopped : ComponentEvent;

/// <summary>Something that the reader of the run's numbers has to know.</summary>
/// <param name="Problem">What.</param>
public sealed record ProblemRaised(Problem Problem) : RunEvent;

/// <summary>The run is over and its record complete.</summary>
/// <param name="Outcome">The verdict.</param>
/// <param name="ExitCode">The exit code that says the same.</param>
/// <param name="Cause">What ended the run, of a failed one told in a paragraph; null where it completed.</param>
/// <param name="Record">The record folder; null where there is none (exit codes 2 and 3).</param>
public sealed record RunFinished(RunOutcome Outcome, int ExitCode, Problem? Cause, string? Record) : RunEvent
{
    /// <summary>The cause of a failed run with all that belongs to it; null where it did not fail, or nothing was started.</summary>
    public FirstCause? FirstCause { get; init; }
}
