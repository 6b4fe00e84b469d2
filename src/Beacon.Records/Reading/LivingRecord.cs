using Beacon.Plans;
using Beacon.Processes.Files;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Layout;

namespace Beacon.Records.Reading;

/// <summary>The record of a run that lasts, read on as it is written. Each event is read once, and the run does nothing for it.</summary>
public sealed class LivingRecord : IDisposable
{
    private readonly GrowingLines _events;
    private RunEvent? _first;
    private RunEvent? _last;
    private RunFinished? _finished;

    /// <summary>Opens a record; nothing is read yet but its plan.</summary>
    /// <param name="folder">The path of the record folder.</param>
    /// <exception cref="IOException">The folder can't be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be opened.</exception>
    public LivingRecord(string folder)
    {
        Folder = RecordFolder.Open(folder);
        _events = new GrowingLines(Folder, RecordLayout.EventsFile);
        Plan = PlanIn(Folder);
        Snapshot = Plan is null ? RunSnapshot.Before([]) : RunSnapshot.Before(Plan);
    }

    /// <summary>The record folder.</summary>
    public RecordFolder Folder { get; }

    /// <summary>The plan; null: the record has none, or one of another version.</summary>
    public RunPlan? Plan { get; }

    /// <summary>The state of the run, as of the events that were read.</summary>
    public RunSnapshot Snapshot { get; private set; }

    /// <summary>Whether the run still lasts: its record is not complete, and its supervisor lives.</summary>
    public bool IsRunning => !Folder.Exists(RecordLayout.ResultFile) && IsMarked(Folder.Path);

    /// <summary>The same of a record that is not open.</summary>
    /// <param name="folder">The path of the record folder; one that is no record does not last.</param>
    public static bool IsRunningIn(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        using var record = RecordReader.TryOpen(folder);
        return record is not null && !record.Exists(RecordLayout.ResultFile) && IsMarked(record.Path);
    }

    /// <summary>When the run began; null: that was not read yet.</summary>
    public DateTimeOffset? StartedAt => _first?.At - _first?.Elapsed;

    /// <summary>The result of the run, as far as it was read; of the components without their logs.</summary>
    public RunResult Result =>
        PartialResult.Of(Folder, Snapshot, component => ComponentResult.Of(component, [], []), _first, _last, _finished, damage: null);

    /// <summary>Reads the events that were published since the last call, each when it is taken.</summary>
    /// <exception cref="IOException">The events can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The events may not be read.</exception>
    public IEnumerable<RunEvent> ReadOn()
    {
        foreach (var line in _events.Next())
        {
            if (!RunEventJson.TryRead(line, out var happened) || happened is null)
                continue;
            _first ??= happened;
            _last = happened;
            _finished = happened as RunFinished ?? _finished;
            Snapshot = Snapshot.Including((happened as ComponentEvent)?.Component).Apply(happened);
            yield return happened;
        }
    }

    /// <summary>Closes the record.</summary>
    public void Dispose()
    {
        _events.Dispose();
        Folder.Dispose();
    }

    private static bool IsMarked(string folder) => RunningMarks.IsRunning(Path.GetDirectoryName(folder)!, Path.GetFileName(folder));

    private static RunPlan? PlanIn(RecordFolder folder)
    {
        try
        {
            return RunRecord.PlanOf(folder);
        }
        catch (InvalidPlanException)
        {
            return null;
        }
    }
}
