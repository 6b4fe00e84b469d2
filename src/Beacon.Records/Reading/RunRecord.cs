using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Processes.Files;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Layout;
using Beacon.Records.Logs;

namespace Beacon.Records.Reading;

/// <summary>
/// The record of a run: its folder and its result, with access to its events and logs. Only regular files in the folder are read; links
/// and FIFOs are not.
/// </summary>
public sealed record RunRecord
{
    /// <summary>The record folder: an absolute path.</summary>
    public required string Folder { get; init; }

    /// <summary>The name of the folder: the run's id, unless the folder was renamed.</summary>
    public string Id => Path.GetFileName(Folder);

    /// <summary>Whether the record is complete.</summary>
    public required RecordState State { get; init; }

    /// <summary>
    /// The result of the run. If the record is not complete, it is reconstructed from the events, and its outcome is usually
    /// <see cref="RunOutcome.Unknown"/>.
    /// </summary>
    public required RunResult Result { get; init; }

    /// <summary>Reads a record, complete or not.</summary>
    /// <param name="folder">The path of the record folder.</param>
    /// <exception cref="InvalidDataException">The folder is not a record.</exception>
    /// <exception cref="NewerRecordException">The record has a later schema than this version knows.</exception>
    /// <exception cref="IOException">The record can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The record may not be read.</exception>
    public static RunRecord Read(string folder) => RecordReader.Read(folder);

    /// <summary>
    /// Whether a folder is a record, complete or not: it has a <c>run.json</c> of a run, or a name of the form of a record and a plan or
    /// events.
    /// </summary>
    /// <param name="folder">The path of the folder; one that does not exist or may not be read is none.</param>
    public static bool IsRecord(string folder) => RecordReader.IsRecord(folder);

    /// <summary>
    /// Finds records by a selector: an id, a unique prefix of an id, <c>last</c>, <c>last~2</c> (the second before the last), <c>last:3</c>
    /// (the last three), <c>label:TEXT</c> (all with this label, without warm-ups), or the path of a record folder.
    /// </summary>
    /// <param name="selector">The selector.</param>
    /// <param name="results">The results folder: <see cref="RunPlan.Results"/>.</param>
    /// <returns>At least one record, the earliest run first.</returns>
    /// <exception cref="NoSuchRunException">There is no such record, the prefix is ambiguous, or the selector is invalid.</exception>
    /// <exception cref="NewerRecordException">A record has a later schema than this version knows.</exception>
    /// <exception cref="IOException">A record, or the results folder, can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A record, or the results folder, may not be read.</exception>
    public static ImmutableArray<RunRecord> Find(string selector, string results) =>
        [.. RunSelector.Select(selector, results).Select(RecordReader.Read)];

    /// <summary>Finds the single record of a selector.</summary>
    /// <inheritdoc cref="Find"/>
    public static RunRecord FindOne(string selector, string results) => RecordReader.Read(RunSelector.SelectOne(selector, results));

    /// <summary>The plan of a record; null: the record has none.</summary>
    /// <param name="folder">The path of the record folder.</param>
    /// <exception cref="InvalidPlanException">The plan is of another version, damaged, or can't be read.</exception>
    public static RunPlan? PlanOf(string folder)
    {
        using var record = RecordReader.TryOpen(folder);
        return record is null ? null : PlanOf(record);
    }

    /// <inheritdoc cref="PlanOf(string)"/>
    public static RunPlan? PlanOf(RecordFolder record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (!record.Exists(RecordLayout.PlanFile))
            return null;
        try
        {
            using var plan = new StreamReader(record.OpenRead(RecordLayout.PlanFile));
            return RunPlan.Parse(plan.ReadToEnd(), record.Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidPlanException([new PlanProblem(RecordLayout.PlanFile, $"can't be read: {ExceptionText.Of(exception)}")]);
        }
    }

    /// <summary>Reads the events of a record lazily, in the order in which they were published.</summary>
    /// <param name="folder">The path of the record folder. Without an events file there are no events.</param>
    /// <returns>The events up to the first incomplete or damaged line. Events that this version does not know are skipped.</returns>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static IEnumerable<RunEvent> EventsOf(string folder)
    {
        using var record = RecordFolder.Open(folder);
        foreach (var happened in EventsOf(record))
            yield return happened;
    }

    /// <inheritdoc cref="EventsOf(string)"/>
    public static IEnumerable<RunEvent> EventsOf(RecordFolder record)
    {
        if (!record.Exists(RecordLayout.EventsFile))
            yield break;

        using var lines = new StreamReader(record.OpenRead(RecordLayout.EventsFile));
        while (lines.ReadLine() is { } line && RunEventJson.TryRead(line, out var happened))
            if (happened is not null)
                yield return happened;
    }

    /// <summary>Reads the events of the run lazily, in the order in which they were published.</summary>
    /// <inheritdoc cref="EventsOf(string)"/>
    public IEnumerable<RunEvent> ReadEvents() => EventsOf(Folder);

    /// <summary>
    /// Reads the output of the components lazily, merged into one timeline in order of arrival. Memory holds only the next line of each
    /// log.
    /// </summary>
    /// <param name="components">The names of the components; null: all.</param>
    /// <param name="from">The time since the start of the run; lines that began to arrive earlier are skipped.</param>
    /// <param name="stream">The stream; null: both.</param>
    /// <exception cref="InvalidDataException">A compressed part is damaged.</exception>
    /// <exception cref="IOException">A log can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A log may not be read.</exception>
    public IEnumerable<RecordedLine> ReadLogs(
        IEnumerable<string>? components = null,
        TimeSpan from = default,
        OutputStream? stream = null
    ) => MergedLog.Read(Folder, components ?? Result.Components.Select(component => component.Name), from, stream);
}

/// <summary>Whether a record is complete.</summary>
public enum RecordState
{
    /// <summary>The record is complete, including the verdict.</summary>
    Complete,

    /// <summary>The run is still running.</summary>
    Running,

    /// <summary>
    /// The supervisor or the machine died during the run. There is no <c>run.json</c>, and no verdict unless only that file could not be
    /// written.
    /// </summary>
    CutShort,
}
