namespace Beacon.Records.Events;

/// <summary>
/// What kind of thing went wrong. In JSON and in records a kind is written in snake case: <c>not_ready</c>.
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

    /// <summary>A required port is held by somebody else; nothing was started (exit code 3).</summary>
    PortTaken,

    /// <summary>The results folder can't be written; nothing was started (exit code 3).</summary>
    ResultsNotWritable,

    /// <summary>The machine lacks what the process engine needs; nothing was started (exit code 3).</summary>
    NotSupported,

    /// <summary>A program could not be executed although it had been found.</summary>
    CouldNotStart,

    /// <summary>A component exited with a code that does not mean success, or was ended by a signal.</summary>
    Crashed,

    /// <summary>A component exited with success while the run still needed it.</summary>
    ExitedEarly,

    /// <summary>A component's readiness probes did not hold in time.</summary>
    NotReady,

    /// <summary>A component hung: a liveness probe failed too often, or it made no progress; it was killed.</summary>
    NotAlive,

    /// <summary>A component failed once more than <c>restart.max-restarts</c> allows and was not started again.</summary>
    GaveUp,

    /// <summary>All of the start together took longer than <c>beacon.run.start-timeout</c>.</summary>
    StartTimeout,

    /// <summary>The run was asked to stop: by a signal or by the embedding program.</summary>
    Interrupted,

    /// <summary>A defect in Beacon.Actors itself.</summary>
    InternalFault,

    /// <summary>A component that finishes by itself had not done so within <c>beacon.run.finish-timeout</c>.</summary>
    NotFinished,

    /// <summary>A component ignored its stop signal and was killed.</summary>
    StopIgnored,

    /// <summary>A component ended abnormally after its stop had begun.</summary>
    AbnormalStop,

    /// <summary>Somebody kept a component's output open after its exit, past <c>beacon.run.drain-timeout</c>.</summary>
    OutputHeldOpen,

    /// <summary>Processes of a component outlived the one that was started by more than <c>beacon.run.drain-timeout</c>.</summary>
    LeftBehind,

    /// <summary>A component's stop command failed; the stop signal was sent instead.</summary>
    StopCommandFailed,

    /// <summary>An earlier run was cut short: its supervisor died without closing its record.</summary>
    StaleRun,

    /// <summary>Output could not be written to the record.</summary>
    OutputNotStored,

    /// <summary>Older parts of a component's logs were deleted, as <c>output.keep</c> asks.</summary>
    OutputDeleted,

    /// <summary>The live view skipped lines; the logs have them all.</summary>
    LinesSkipped,

    /// <summary>A component's final statistics were not found.</summary>
    NoStatistics,

    /// <summary>A component's block of final statistics is cut off: what was there is told, and not all of it was.</summary>
    PartialStatistics,

    /// <summary>Some of a component's final statistics are not a number, or infinite; they are left out.</summary>
    NotFinite,

    /// <summary>The kernel dropped datagrams that were meant for a component, since its receive buffer was full.</summary>
    DatagramsLost,

    /// <summary>A TCP queue of a component stood full: its peer, or it itself, does not keep up.</summary>
    QueueFull,

    /// <summary>The machine had more to do than it could: its processors were contended for during the run.</summary>
    MachineOverloaded,

    /// <summary>The wall clock was set during the run.</summary>
    ClockStepped,

    /// <summary>Sampling would have cost too much and was done less often.</summary>
    SamplingWidened,

    /// <summary>A component works and has printed nothing: its output may sit in a buffer.</summary>
    OutputBuffered,

    /// <summary>Busy components are pinned to the same core.</summary>
    CoresShared,

    /// <summary>A part of the run record could not be written.</summary>
    RecordNotWritten,

    /// <summary>A run record can't be read: it is of a later version, or not ours to read (exit code 3).</summary>
    RecordNotReadable,
}
