using System.Collections.Immutable;
using Beacon.Actors.Plans;
using Beacon.Actors.Recording;
using Beacon.Actors.Statistics;

namespace Beacon.Actors.Running;

/// <summary>What is read from a component's logs once it has drained: exact, because nothing is added to them any more.</summary>
/// <param name="Statistics">Its final statistics.</param>
/// <param name="Absence">Why there are none, though some were expected; null: there are, or none were expected.</param>
/// <param name="LastLines">The last lines of standard output, then of standard error.</param>
internal sealed record LogHarvest(ImmutableArray<Statistic> Statistics, string? Absence, ImmutableArray<string> LastLines)
{
    private const int LastLinesPerStream = 8;

    /// <summary>Reads the logs. Never fails: what can't be read is said as an absence.</summary>
    public static Task<LogHarvest> ReadAsync(RunContext context, ComponentSpec component, Incarnation last) => Task.Run(() =>
    {
        try
        {
            var stdout = LogParts.Of(context.Recorder.LogOf(component.Name, OutputStream.Stdout));
            var stderr = LogParts.Of(context.Recorder.LogOf(component.Name, OutputStream.Stderr));
            var reading = component.Statistics switch
            {
                not { From: not null } => new StatisticsReading([], null),

                // What an earlier incarnation has printed is not the result of the last one.
                _ when last is { Number: > 1, MarkerFromEnd: null } => new StatisticsReading([], "its last incarnation printed none"),
                { } spec => FinalStatistics.Read(component.Name, spec, stdout, stdout.Sum(LogParts.LengthOf) - last.MarkerFromEnd),
            };
            return new LogHarvest(reading.Statistics, reading.Absence is { } absence && last.IsKilled ? $"{absence}; it was killed before it could print them" : reading.Absence, [.. LogTail.Read(stdout, LastLinesPerStream), .. LogTail.Read(stderr, LastLinesPerStream)]);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return new LogHarvest([], component.Statistics?.From is null ? null : exception.Message, []);
        }
    });
}
