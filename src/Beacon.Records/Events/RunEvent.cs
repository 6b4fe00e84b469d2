using Beacon.Plans;
using Beacon.Plans.Text;

namespace Beacon.Records.Events;

/// <summary>An event of a run. All subscribers receive the events in the same order.</summary>
public abstract record RunEvent
{
    private protected RunEvent() { }

    /// <summary>The time of the event on the wall clock, in UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The time since the start of the run, on a monotonic clock.</summary>
    public TimeSpan Elapsed { get; init; }
}

/// <summary>An event of one component.</summary>
public abstract record ComponentEvent : RunEvent
{
    private protected ComponentEvent() { }

    /// <summary>The component's name.</summary>
    public string Component { get; init; } = "";
}

/// <summary>The run begins; no component has started yet.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Record">The record folder: an absolute path.</param>
public sealed record RunStarted(string Run, string Record) : RunEvent
{
    /// <summary>What the engine can't promise on this machine for this user, as a sentence; null: it keeps all promises.</summary>
    public string? Limitation { get; init; }

    /// <summary>What a person calls the run (<see cref="RunLabel"/>); null: it has no label.</summary>
    public string? Label { get; init; }

    /// <summary>Whether it only warms up for the runs that count.</summary>
    public bool IsWarmup { get; init; }

    /// <summary>The file that the plan was made from, of several the last; null: it was made by a program.</summary>
    public string? PlanFile { get; init; }
}

/// <summary>A process of a component was started.</summary>
/// <param name="Pid">The process id.</param>
/// <param name="Incarnation">1 for the first process of a component in a run.</param>
public sealed record ComponentStarting(int Pid, int Incarnation) : ComponentEvent;

/// <summary>A component is ready.</summary>
/// <param name="Probe">The probe that succeeded: <c>tcp-listen 9000</c>, or <c>started</c> if there is no probe.</param>
/// <param name="After">The time since the start of its process.</param>
public sealed record ComponentReady(string Probe, TimeSpan After) : ComponentEvent;

/// <summary>Every component is ready, or has completed if its dependents require that.</summary>
/// <param name="After">The time since the start of the run.</param>
public sealed record RunOperational(TimeSpan After) : RunEvent;

/// <summary>A component printed a line. Best effort: under a flood of output lines may be skipped; the logs have all lines.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Line">The line without its line ending, decoded from UTF-8 with replacement characters and limited in length.</param>
public sealed record ComponentOutput(OutputStream Stream, UntrustedText Line) : ComponentEvent;

/// <summary>A number that a component printed.</summary>
/// <param name="Statistic">The number.</param>
/// <param name="Final">True: a final statistic, exact; false: a live counter, best effort.</param>
public sealed record StatisticReported(Statistics.Statistic Statistic, bool Final) : ComponentEvent;

/// <summary>What a component's processes use, for live views. Stored in <c>resources.csv</c>, not in <c>events.ndjson</c>.</summary>
/// <param name="Usage">The usage of the component's whole process tree.</param>
/// <param name="CpuShare">The share of one core since the previous sample: 1.0 is one core.</param>
public sealed record ResourcesSampled(Processes.ResourceUsage Usage, double CpuShare) : ComponentEvent;

/// <summary>How busy the machine is, for live views. Stored in <c>machine.csv</c>, not in <c>events.ndjson</c>.</summary>
/// <param name="Usage">The counters of the kernel.</param>
public sealed record MachineSampled(Processes.MachineUsage Usage) : RunEvent
{
    /// <summary>The average number of busy cores since the previous sample: 1.5 of 2 cores; null: unknown.</summary>
    public double? BusyCores { get; init; }

    /// <summary>The share of the time since the previous sample in which some thread waited for a core; null: unknown.</summary>
    public double? CpuWaitingShare { get; init; }

    /// <summary>The same for a disk.</summary>
    public double? IoWaitingShare { get; init; }

    /// <summary>The same for memory.</summary>
    public double? MemoryWaitingShare { get; init; }
}

/// <summary>A component's process ended.</summary>
/// <param name="Exit">The exit status.</param>
public sealed record ComponentExited(Processes.ExitStatus Exit) : ComponentEvent;

/// <summary>A component will be restarted. <see cref="ComponentStarting"/> follows for its next incarnation.</summary>
/// <param name="Attempt">The number of the restart in a row, from 1; a stable period resets it.</param>
/// <param name="Delay">The delay after the end of all processes of the old incarnation; zero: none.</param>
public sealed record ComponentRestarting(int Attempt, TimeSpan Delay) : ComponentEvent
{
    /// <summary>
    /// The component whose restart requires this one (<c>restart.dependents</c>); null: this component failed, or its restart was
    /// requested.
    /// </summary>
    public string? Dependency { get; init; }
}

/// <summary>A component was asked to stop.</summary>
/// <param name="Signal">The signal that was sent.</param>
public sealed record ComponentStopping(UnixSignal Signal) : ComponentEvent;

/// <summary>A component was killed: it ignored its stop signal, was not ready in time, or hung.</summary>
public sealed record ComponentKilled : ComponentEvent;

/// <summary>A component's process tree has ended, and all of its output is stored.</summary>
public sealed record ComponentStopped : ComponentEvent;

/// <summary>A person has given an order to the living run.</summary>
/// <param name="Action">What was done.</param>
/// <param name="By">Who did it.</param>
public sealed record RunControlled(ControlAction Action, ControlPeer By) : RunEvent
{
    /// <summary>The component; null: the run itself.</summary>
    public string? Component { get; init; }

    /// <summary>The signal that was sent; null: another action.</summary>
    public UnixSignal? Signal { get; init; }
}

/// <summary>What came of an expectation was decided.</summary>
/// <param name="Result">What came of it.</param>
public sealed record ExpectationDecided(ExpectationResult Result) : RunEvent;

/// <summary>A problem occurred.</summary>
/// <param name="Problem">The problem.</param>
public sealed record ProblemRaised(Problem Problem) : RunEvent;

/// <summary>The run is over and its record is complete.</summary>
/// <param name="Outcome">The verdict.</param>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Cause">What ended the run, as a paragraph if the run failed; null if it completed.</param>
/// <param name="Record">The record folder; null if there is none (exit codes 2 and 3).</param>
public sealed record RunFinished(RunOutcome Outcome, int ExitCode, Problem? Cause, string? Record) : RunEvent
{
    /// <summary>The parts of the cause of a failed run; null if the run did not fail, or nothing was started.</summary>
    public FirstCause? FirstCause { get; init; }
}
