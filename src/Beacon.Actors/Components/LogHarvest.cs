using System.Collections.Immutable;
using Beacon.Actors.Scheduling;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Processes.Capturing;
using Beacon.Records.Events;
using Beacon.Records.Layout;
using Beacon.Records.Statistics;

namespace Beacon.Actors.Components;

/// <summary>The results in the logs of a component that has drained: final statistics, problems with them, and the last lines.</summary>
internal sealed record LogHarvest(
    ImmutableArray<Statistic> Statistics,
    ImmutableArray<Problem> Problems,
    ImmutableArray<UntrustedText> LastLines
)
{
    private const int LastLinesPerStream = 8;
    private const int NamesListed = 5;

    // Enough for gigabytes without a marker; a run must not wait any longer for a log that can't be read.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Reads the logs, within two minutes. Never fails: what can't be read, or was not read in time or until it was cancelled, becomes a
    /// problem.
    /// </summary>
    public static async Task<LogHarvest> ReadAsync(RunContext context, ComponentSpec component, Incarnation last)
    {
        using var deadline = context.Clock.Time.CancelAfter(Patience);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(last.Reading, deadline.Token);
        try
        {
            // The reading itself may hang, on a mount that is gone.
            return await ReadLogsAsync(context, component, last, ended.Token).WaitAsync(ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            var reason = last.Reading.IsCancellationRequested
                ? "the second signal came before its log was read"
                : $"its log was not read within {Durations.Format(Patience)}; name a marker (statistics.from), or print less";
            return new LogHarvest([], [.. ProblemsOf(component, last, new StatisticsReading([], reason))], []);
        }
    }

    private static Task<LogHarvest> ReadLogsAsync(
        RunContext context,
        ComponentSpec component,
        Incarnation last,
        CancellationToken cancellationToken
    ) =>
        Task.Run(() =>
        {
            try
            {
                var reading = Read(context, component, last, cancellationToken);
                return new LogHarvest(
                    reading.Statistics,
                    [.. ProblemsOf(component, last, reading)],
                    [.. LastLinesOf(OutputStream.Stdout), .. LastLinesOf(OutputStream.Stderr)]
                );
            }
            catch (Exception exception) when (exception is not (OutOfMemoryException or OperationCanceledException))
            {
                return new LogHarvest([], [.. ProblemsOf(component, last, new StatisticsReading([], ExceptionText.Of(exception)))], []);
            }

            IEnumerable<string> LastLinesOf(OutputStream stream) =>
                context.Recorder.Files is { } record
                    ? LogTail.Read(record, RecordLayout.LogOf(component.Name, stream), LastLinesPerStream)
                    : [];
        });

    /// <summary>The results of a component that never had a process: none, and a problem if statistics were expected of it.</summary>
    public static LogHarvest NeverStarted(ComponentSpec component) =>
        new([], component.Statistics is { ExpectsFinal: true } ? [None(component, "it was never started")] : [], []);

    public void Publish(ComponentEvents events)
    {
        foreach (var statistic in Statistics)
            events.Final(statistic);
        foreach (var problem in Problems)
            events.Raise(problem);
    }

    private static StatisticsReading Read(
        RunContext context,
        ComponentSpec component,
        Incarnation last,
        CancellationToken cancellationToken
    )
    {
        if (component.Statistics is not { ExpectsFinal: true } spec)
            return new StatisticsReading([], null);

        // The statistics of an earlier incarnation are not the result of the last one.
        if (spec.From is not null && last is { Number: > 1, MarkerFromEnd: null })
            return new StatisticsReading([], "its last incarnation printed none");

        var end = EndOf(component, last);
        if (context.Recorder.Files is not { } record)
            return FinalStatistics.Read(component.Name, spec, [], null, end, cancellationToken);
        using var log = LogParts.Open(record, RecordLayout.LogOf(component.Name, OutputStream.Stdout));
        return FinalStatistics.Read(component.Name, spec, log, log.Length - last.MarkerFromEnd, end, cancellationToken);
    }

    private static ProgramEnd EndOf(ComponentSpec component, Incarnation last) =>
        last.IsKilled || last.IsCondemned ? ProgramEnd.Broken
        : last.Exit is not { } exit || ExitMeanings.IsSuccess(component, exit) ? ProgramEnd.Finished
        : last.StopTimestamp is not null && ExitMeanings.IsBySignal(component, exit) ? ProgramEnd.Stopped
        : ProgramEnd.Broken;

    private static IEnumerable<Problem> ProblemsOf(ComponentSpec component, Incarnation last, StatisticsReading reading)
    {
        if (component.Statistics is not { ExpectsFinal: true })
            yield break;

        if (reading.Absence is { } absence)
            yield return None(component, absence + ReasonOf(component, last));
        if (reading.CutOff is { } cutOff)
            yield return new Problem(
                ProblemKind.PartialStatistics,
                $"the statistics of {component.Name} are partial: {cutOff}",
                component.Name
            );
        if (!reading.NotFinite.IsEmpty)
            yield return new Problem(
                ProblemKind.NotFinite,
                $"{(reading.NotFinite.Length == 1 ? "1 value" : $"{reading.NotFinite.Length} values")} of {component.Name} left out, "
                    + $"not finite: {Listed(reading.NotFinite)}",
                component.Name
            );
    }

    private static string ReasonOf(ComponentSpec component, Incarnation last) =>
        last.Pid is null ? "; it was never started"
        : last.IsKilled ? "; it was killed before it could print them"
        : EndOf(component, last) != ProgramEnd.Finished ? $"; it {last.Exit} before it could print them"
        : "";

    private static Problem None(ComponentSpec component, string reason) =>
        new(ProblemKind.NoStatistics, $"no statistics of {component.Name}: {reason}", component.Name);

    private static string Listed(ImmutableArray<Statistic> statistics) =>
        string.Join(
            ", ",
            statistics
                .Take(NamesListed)
                .Select(statistic => $"{(statistic.Group.Raw.Length == 0 ? "" : $"{statistic.Group}/")}{statistic.Name} = {statistic.Text}")
        ) + (statistics.Length > NamesListed ? ", …" : "");
}
