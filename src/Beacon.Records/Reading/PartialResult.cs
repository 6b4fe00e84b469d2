using Beacon.Plans;
using Beacon.Processes.Capturing;
using Beacon.Processes.Files;
using Beacon.Records.Events;
using Beacon.Records.Layout;
using Beacon.Records.Measuring;
using Beacon.Records.Statistics;

namespace Beacon.Records.Reading;

/// <summary>Reconstructs the result of a run without a verdict from its events and logs.</summary>
internal static class PartialResult
{
    private const int LastLines = 8;

    /// <summary>The result of the run as of its last event. Damage says what is wrong with <c>run.json</c>; null: there is none.</summary>
    public static RunResult ResultOf(RecordFolder record, IReadOnlyList<RunEvent> events, string? damage)
    {
        var snapshot = events.Aggregate(
            RunSnapshot.Before([]),
            (known, happened) => known.Including((happened as ComponentEvent)?.Component).Apply(happened)
        );
        return Of(
            record,
            snapshot,
            component => ComponentOf(record, component),
            events.Count > 0 ? events[0] : null,
            events.Count > 0 ? events[^1] : null,
            events.OfType<RunFinished>().LastOrDefault(),
            damage
        );
    }

    /// <summary>The same from what its events came to; the first and the last are null if there was none.</summary>
    public static RunResult Of(
        RecordFolder record,
        RunSnapshot snapshot,
        Func<ComponentSnapshot, ComponentResult> componentOf,
        RunEvent? first,
        RunEvent? last,
        RunFinished? finished,
        string? damage
    )
    {
        var folder = record.Path;
        return new RunResult
        {
            Id = Path.GetFileName(folder),
            Name = RecordLayout.PlanNameIn(folder) ?? Path.GetFileName(folder),
            Label = snapshot.Label,
            IsWarmup = snapshot.IsWarmup,
            PlanFile = snapshot.PlanFile,
            Outcome = finished?.Outcome ?? RunOutcome.Unknown,
            ExitCode = finished?.ExitCode ?? -1,
            Cause = finished?.Cause,
            StartedAt = first?.At ?? WrittenAt(folder),
            OperationalAfter = snapshot.OperationalAfter,
            EndedAt = last?.At ?? WrittenAt(folder),
            Elapsed = last?.Elapsed ?? TimeSpan.Zero,
            Components = [.. snapshot.Components.Select(componentOf)],
            Statistics = [.. snapshot.Statistics, .. LiveStatistics.LastOf(snapshot)],
            Problems = damage is null
                ? snapshot.Problems
                : snapshot.Problems.Add(
                    new Problem(
                        ProblemKind.RecordNotWritten,
                        $"{RecordLayout.ResultFile} of {Path.GetFileName(folder)} is damaged: {damage}"
                    )
                ),
            Record = folder,
        };
    }

    private static ComponentResult ComponentOf(RecordFolder record, ComponentSnapshot component)
    {
        var logs = Enum.GetValues<OutputStream>().Select(stream => RecordLayout.LogOf(component.Name, stream)).ToList();
        return ComponentResult.Of(
            component,
            [.. logs.SelectMany(log => LogParts.NamesIn(record, log))],
            [.. logs.SelectMany(log => LogTail.Read(record, log, LastLines))]
        );
    }

    private static DateTimeOffset WrittenAt(string folder) => new(Directory.GetLastWriteTimeUtc(folder));
}
