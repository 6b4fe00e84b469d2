using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Processes.Capturing;
using Beacon.Records.Events;
using Beacon.Records.Statistics;

namespace Beacon.Actors.Running;

/// <summary>What is read from a component's logs once it has drained: exact, because nothing is added to them any more.</summary>
/// <param name="Statistics">Its final statistics.</param>
/// <param name="Problems">What there is to say of them: that some were expected and there are none, or not all.</param>
/// <param name="LastLines">The last lines of standard output, then of standard error.</param>
internal sealed record LogHarvest(ImmutableArray<Statistic> Statistics, ImmutableArray<Problem> Problems, ImmutableArray<string> LastLines)
{
    private const int LastLinesPerStream = 8;
    private const int NamesTold = 5;

    /// <summary>Reads the logs. Never fails: what can't be read is said as a problem.</summary>
    public static Task<LogHarvest> ReadAsync(RunContext context, ComponentSpec component, Incarnation last) =>
        Task.Run(() =>
        {
            try
            {
                var stdout = LogParts.Of(context.Recorder.LogOf(component.Name, OutputStream.Stdout));
                var stderr = LogParts.Of(context.Recorder.LogOf(component.Name, OutputStream.Stderr));
                var reading = Read(component, last, stdout);
                return new LogHarvest(
                    reading.Statistics,
                    [.. ProblemsOf(component, last, reading)],
                    [.. LogTail.Read(stdout, LastLinesPerStream), .. LogTail.Read(stderr, LastLinesPerStream)]
                );
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                return new LogHarvest([], [.. ProblemsOf(component, last, new StatisticsReading([], exception.Message))], []);
            }
        });

    /// <summary>What there is to say of a component that never had a process; null: no statistics were expected of it.</summary>
    public static Problem? NeverStarted(ComponentSpec component) =>
        component.Statistics is { ExpectsFinal: true } ? None(component, "it was never started") : null;

    private static StatisticsReading Read(ComponentSpec component, Incarnation last, IReadOnlyList<string> stdout) =>
        component.Statistics switch
        {
            not { ExpectsFinal: true } => new StatisticsReading([], null),

            // What an earlier incarnation has printed is not the result of the last one.
            { From: not null } when last is { Number: > 1, MarkerFromEnd: null } => new StatisticsReading(
                [],
                "its last incarnation printed none"
            ),
            { } spec => FinalStatistics.Read(
                component.Name,
                spec,
                stdout,
                stdout.Sum(LogParts.LengthOf) - last.MarkerFromEnd,
                EndOf(component, last)
            ),
        };

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
            yield return None(component, absence + Circumstance(component, last));
        if (reading.CutOff is { } cutOff)
            yield return new Problem(
                ProblemKind.PartialStatistics,
                $"the statistics of {component.Name} are partial: {cutOff}",
                component.Name
            );
        if (!reading.NotFinite.IsEmpty)
            yield return new Problem(
                ProblemKind.NotFinite,
                $"{(reading.NotFinite.Length == 1 ? "1 value" : $"{reading.NotFinite.Length} values")} of {component.Name} left out, not finite: {Told(reading.NotFinite)}",
                component.Name
            );
    }

    private static string Circumstance(ComponentSpec component, Incarnation last) =>
        last.Pid is null ? "; it was never started"
        : last.IsKilled ? "; it was killed before it could print them"
        : EndOf(component, last) != ProgramEnd.Finished ? $"; it {last.Exit} before it could print them"
        : "";

    private static Problem None(ComponentSpec component, string reason) =>
        new(ProblemKind.NoStatistics, $"no statistics of {component.Name}: {reason}", component.Name);

    private static string Told(ImmutableArray<Statistic> statistics) =>
        string.Join(
            ", ",
            statistics
                .Take(NamesTold)
                .Select(statistic => $"{(statistic.Group.Length == 0 ? "" : $"{statistic.Group}/")}{statistic.Name} = {statistic.Text}")
        ) + (statistics.Length > NamesTold ? ", …" : "");
}
