using Beacon.Actors.Running;

namespace Beacon.Actors.Recording;

/// <summary>A record that was read back: the folder that a run left behind, and what it says.</summary>
public sealed record RunRecord
{
    /// <summary>The record folder: an absolute path.</summary>
    public required string Folder { get; init; }

    /// <summary>The name of the folder: the run's id, unless somebody has renamed it.</summary>
    public string Id => Path.GetFileName(Folder);

    /// <summary>How much of it there is.</summary>
    public required RecordState State { get; init; }

    /// <summary>
    /// What the run came to. Of a record that is not complete, what can be known from its events, which it ends with: mostly its outcome
    /// is <see cref="RunOutcome.Unknown"/>.
    /// </summary>
    public required RunResult Result { get; init; }

    /// <summary>What happened in the run, in order, read when it is asked for.</summary>
    /// <returns>
    /// The events up to the last whole line: a line that a sudden end has cut off ends them, as does one that is damaged. Events that
    /// this version does not know are passed over. None, where there is no file of them.
    /// </returns>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public IEnumerable<RunEvent> ReadEvents() => RunEventReader.Read(Path.Combine(Folder, RunRecorder.EventsFileName));
}

/// <summary>How much of a record there is.</summary>
public enum RecordState
{
    /// <summary>All of it, the verdict included.</summary>
    Complete,

    /// <summary>The run goes on.</summary>
    Running,

    /// <summary>
    /// What was written until the supervisor died, killed or with the machine. There is no <c>run.json</c>, and no verdict, unless only
    /// that file could not be written.
    /// </summary>
    CutShort,
}
