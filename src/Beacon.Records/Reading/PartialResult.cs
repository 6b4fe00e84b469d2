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
        var folder = record.Path;
        var names = events.OfType<ComponentEvent>().Select(happened => happened.Component).Distinct();
        var snapshot = events.Aggregate(
            RunSnapshot.Before([.. names.Select(name => (name, name))]),
            (known, happened) => known.Apply(happened)
        );
        var finished = events.OfType<RunFinished>().LastOrDefault();
        var (first, last) = events.Count > 0 ? (events[0].At, events[^1].At) : (WrittenAt(folder), WrittenAt(folder));
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
            StartedAt = first,
            OperationalAfter = snapshot.OperationalAfter,
            EndedAt = last,
            Elapsed = events.Count > 0 ? events[^1].Elapsed : TimeSpan.Zero,
            Components = [.. snapshot.Components.Select(component => ComponentOf(record, component))],
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
