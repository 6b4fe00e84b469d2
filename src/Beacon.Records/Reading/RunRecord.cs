using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Plans.Reading;
using Beacon.Processes.Files;
using Beacon.Records.Events;
using Beacon.Records.Layout;
using Beacon.Records.Logs;

namespace Beacon.Records.Reading;

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

    /// <summary>Reads a record, complete or not.</summary>
    /// <param name="folder">The path of the record folder.</param>
    /// <exception cref="InvalidDataException">The folder is no record.</exception>
    /// <exception cref="NewerRecordException">The record has a later schema than this version knows.</exception>
    /// <exception cref="IOException">The record can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The record may not be read.</exception>
    public static RunRecord Read(string folder) => RecordReader.Read(folder);

    /// <summary>
    /// Finds records by a selector: an id, a unique prefix of an id, <c>last</c>, <c>last~2</c> (the second before the last), <c>last:3</c>
    /// (the last three), or the path of a record folder.
    /// </summary>
    /// <param name="selector">The selector.</param>
    /// <param name="results">The results folder: <see cref="Plans.RunPlan.Results"/>.</param>
    /// <returns>At least one, the earliest run first.</returns>
    /// <exception cref="NoSuchRunException">There is no such record, the selector fits several ids, or this is no selector.</exception>
    /// <exception cref="NewerRecordException">A record has a later schema than this version knows.</exception>
    /// <exception cref="IOException">A record, or the results folder, can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A record, or the results folder, may not be read.</exception>
    public static ImmutableArray<RunRecord> Find(string selector, string results) =>
        [.. RunSelector.Select(selector, results).Select(RecordReader.Read)];

    /// <summary>The plan of a record; null: the record has none. A link or a FIFO in its place is not read.</summary>
    /// <param name="folder">The path of the record folder.</param>
    /// <exception cref="InvalidPlanException">The plan is one of another version, or damaged.</exception>
    public static RunPlan? PlanOf(string folder)
    {
        if (!Directory.Exists(folder))
            return null;
        using var record = RecordFolder.Open(folder);
        return record.Exists(RecordLayout.PlanFile)
            ? PlanReader.Read(new PlanSources { Files = [record.PathOf(RecordLayout.PlanFile)] })
            : null;
    }

    /// <summary>What happened in the run, in order, read when it is asked for.</summary>
    /// <returns>
    /// The events up to the last whole line: a line that a sudden end has cut off ends them, as does one that is damaged. Events that
    /// this version does not know are passed over. None, where there is no file of them.
    /// </returns>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public IEnumerable<RunEvent> ReadEvents() => EventsFile.Read(Folder);

    /// <summary>
    /// All that the components printed, as one timeline in the order in which it arrived, read when it is asked for: of each log no more
    /// is in memory than what is next.
    /// </summary>
    /// <param name="components">The names of the components that are wanted; null: all.</param>
    /// <param name="from">Lines that began to arrive before that, since the start of the run, are passed over.</param>
    /// <param name="stream">Of that stream only; null: both.</param>
    /// <exception cref="InvalidDataException">A compressed part is damaged.</exception>
    /// <exception cref="IOException">A log can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A log may not be read.</exception>
    public IEnumerable<RecordedLine> ReadLogs(
        IEnumerable<string>? components = null,
        TimeSpan from = default,
        OutputStream? stream = null
    ) => MergedLog.Read(Folder, components ?? Result.Components.Select(component => component.Name), from, stream);
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
