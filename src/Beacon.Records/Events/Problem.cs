namespace Beacon.Records.Events;

/// <summary>A problem of a run or of one of its components.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Message">The message, one sentence.</param>
/// <param name="Component">The component; null: the run.</param>
public sealed record Problem(ProblemKind Kind, string Message, string? Component = null)
{
    /// <summary>The file of the record that could not be written; null: another kind of problem, or read from a record.</summary>
    public string? File { get; init; }

    /// <summary>Whether it is only a hint and not a failure.</summary>
    public bool IsHint =>
        Kind
            is ProblemKind.OutputBuffered
                or ProblemKind.SamplingWidened
                or ProblemKind.CoresShared
                or ProblemKind.CoresSaturated
                or ProblemKind.LinesSkipped
                or ProblemKind.NotControllable;

    /// <summary>Whether a run with this problem is not comparable with other runs.</summary>
    public bool SpoilsStatistics =>
        Kind
            is ProblemKind.PartialStatistics
                or ProblemKind.DatagramsLost
                or ProblemKind.QueueFull
                or ProblemKind.MachineOverloaded
                or ProblemKind.ClockStepped
                or ProblemKind.TouchedByHand;

    /// <summary>
    /// Whether it is reported once when it is detected and again with its final number: the later problem of a component replaces the
    /// earlier one.
    /// </summary>
    internal bool IsCount => Kind is ProblemKind.DatagramsLost or ProblemKind.ClockStepped;
}

/// <summary>
/// The kind of a problem. In JSON and in records a kind is written in snake case: <c>not_ready</c>.
/// </summary>
public enum ProblemKind
{
    /// <summary>The command line is wrong; nothing was started (exit code 2).</summary>
    BadUsage,

    /// <summary>The configuration is wrong; nothing was started (exit code 2).</summary>
    BadConfiguration,

    /// <summary>A program is missing or can't be executed; nothing was started (exit code 3).</summary>
    ProgramMissing,

    /// <summary>A required file is missing; nothing was started (exit code 3).</summary>
    FileMissing,

    /// <summary>A required port is in use; nothing was started (exit code 3).</summary>
    PortTaken,

    /// <summary>The results folder can't be written; nothing was started (exit code 3).</summary>
    ResultsNotWritable,

    /// <summary>Other users can change the results folder or one above it; nothing was started (exit code 3).</summary>
    ResultsNotTrusted,

    /// <summary>The machine does not support the process engine; nothing was started (exit code 3).</summary>
    NotSupported,

    /// <summary>The command that prepares a run of a series has failed; the run was not started (exit code 3).</summary>
    PreparationFailed,

    /// <summary>A program was found but could not be executed.</summary>
    CouldNotStart,

    /// <summary>A component exited with a code that does not mean success, or was terminated by a signal.</summary>
    Crashed,

    /// <summary>A component exited with success while the run still needed it.</summary>
    ExitedEarly,

    /// <summary>A component's readiness probes did not succeed in time.</summary>
    NotReady,

    /// <summary>A component hung: a liveness probe failed too often, or it made no progress; it was killed.</summary>
    NotAlive,

    /// <summary>A component failed once more than <c>restart.max-restarts</c> allows and was not started again.</summary>
    GaveUp,

    /// <summary>The start of all components took longer than <c>beacon.run.start-timeout</c>.</summary>
    StartTimeout,

    /// <summary>The run was asked to stop: by a signal or by the embedding program.</summary>
    Interrupted,

    /// <summary>A defect in Beacon.Actors itself.</summary>
    InternalFault,

    /// <summary>A component that finishes by itself did not finish within <c>beacon.run.finish-timeout</c>.</summary>
    NotFinished,

    /// <summary>A component ignored its stop signal and was killed.</summary>
    StopIgnored,

    /// <summary>A component ended abnormally while it was stopped.</summary>
    AbnormalStop,

    /// <summary>Another process kept a component's output open after its exit, past <c>beacon.run.drain-timeout</c>.</summary>
    OutputHeldOpen,

    /// <summary>Child processes of a component outlived its main process by more than <c>beacon.run.drain-timeout</c>.</summary>
    LeftBehind,

    /// <summary>A component's stop command failed; the stop signal was sent instead.</summary>
    StopCommandFailed,

    /// <summary>An earlier run was cut short: its supervisor died without closing its record.</summary>
    StaleRun,

    /// <summary>Output could not be written to the record.</summary>
    OutputNotStored,

    /// <summary>Older parts of a component's logs were deleted because of <c>output.keep</c>.</summary>
    OutputDeleted,

    /// <summary>The live view skipped lines; the logs have all lines.</summary>
    LinesSkipped,

    /// <summary>A pattern takes too long on the lines that a component prints: it was given up, or has not seen all of them.</summary>
    PatternTooSlow,

    /// <summary>A component's final statistics were not found.</summary>
    NoStatistics,

    /// <summary>A component's report of final statistics is cut off; the statistics before the cut are reported.</summary>
    PartialStatistics,

    /// <summary>Some of a component's final statistics are NaN or infinite; they are left out.</summary>
    NotFinite,

    /// <summary>An expectation of the plan was not met (exit code 5).</summary>
    ExpectationNotMet,

    /// <summary>The kernel dropped datagrams because the receive buffer of a component was full.</summary>
    DatagramsLost,

    /// <summary>A TCP queue of a component was full: the component or its peer is too slow.</summary>
    QueueFull,

    /// <summary>
    /// The machine was overloaded by other programs: threads waited for a core during much of the run, and others had part of the cores.
    /// </summary>
    MachineOverloaded,

    /// <summary>The wall clock was set during the run.</summary>
    ClockStepped,

    /// <summary>Sampling would have taken too much CPU time, so its interval was widened.</summary>
    SamplingWidened,

    /// <summary>A component is busy but has printed nothing: its output may be buffered.</summary>
    OutputBuffered,

    /// <summary>Busy components are pinned to the same core.</summary>
    CoresShared,

    /// <summary>The run's own programs had more to do than the machine has cores: threads waited for one during much of the run.</summary>
    CoresSaturated,

    /// <summary>A person has stopped, started, restarted or signalled something while the run lasted.</summary>
    TouchedByHand,

    /// <summary>The living run can't be controlled from outside: its socket could not be made.</summary>
    NotControllable,

    /// <summary>A part of the run record could not be written.</summary>
    RecordNotWritten,

    /// <summary>A run record can't be read: it is of a later version, or access is denied (exit code 3).</summary>
    RecordNotReadable,
}
