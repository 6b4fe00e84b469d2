using Beacon.Plans;
using Beacon.Processes.Capturing;

namespace Beacon.Records.Statistics;

/// <summary>
/// Reads a component's final statistics from its complete log after the end of the component. With a marker only the end of the log is
/// read, however long the log is. Without a marker the whole log is read line by line.
/// </summary>
public static class FinalStatistics
{
    /// <summary>Reads the statistics in a log.</summary>
    /// <param name="component">The component's name.</param>
    /// <param name="spec">The format and the marker.</param>
    /// <param name="logParts">Its files, the oldest first; none: the component has printed nothing.</param>
    /// <param name="markerOffset">
    /// The offset of the line with the last marker, in bytes from the beginning of the first file. If it is null or wrong, the marker is
    /// searched from the end.
    /// </param>
    /// <param name="end">How the program ended.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    /// <exception cref="IOException">The log can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The log may not be read.</exception>
    public static StatisticsReading Read(
        string component,
        StatisticsSpec spec,
        IReadOnlyList<LogPart> logParts,
        long? markerOffset,
        ProgramEnd end = ProgramEnd.Finished,
        CancellationToken cancellationToken = default
    )
    {
        if (!spec.ExpectsFinal)
            return new StatisticsReading([], "no marker is configured (statistics.from)");

        using var log = new LogBytes(logParts);
        if (log.Length == 0)
            return new StatisticsReading([], "it has printed nothing");

        var marker = spec.From is { Length: > 0 } text ? new BlockMarker(text) : null;
        var start =
            marker is null ? 0
            : markerOffset is { } known && OpensAt(log, known, marker) ? known
            : LastMarker.Find(log, spec.From!);
        if (start is not { } offset)
            return new StatisticsReading([], $"the marker \"{spec.From}\" was not found in its output");

        var tally = new StatisticsTally(new StatisticsShape(component, spec));
        StatisticsReport report = spec.Format switch
        {
            StatisticsFormat.KeyValue => new KeyValueLines(tally, marker),
            StatisticsFormat.Json => new JsonLines(tally, marker),
            StatisticsFormat.Prometheus => new PrometheusText(tally, marker),
            StatisticsFormat.Regex => new PatternLines(tally, marker, spec.Patterns),
            StatisticsFormat.Csv => new CsvRows(tally, marker, spec.Csv),
            _ => new StatisticsBlock(tally, marker!),
        };
        var cutOff = ReadTo(report, log, offset, end, cancellationToken);
        var (statistics, notFinite) = (tally.Statistics, tally.NotFinite);
        return new StatisticsReading(
            cutOff is null ? statistics : [.. statistics.Select(statistic => statistic with { IsPartial = true })],
            statistics.IsEmpty ? WhyNone(spec, report, cutOff) : null
        )
        {
            CutOff = statistics.IsEmpty ? null : cutOff,
            NotFinite = notFinite,
        };
    }

    /// <summary>Reads the log to its end; returns what shows that the report is cut off.</summary>
    private static string? ReadTo(StatisticsReport report, LogBytes log, long offset, ProgramEnd end, CancellationToken cancellationToken)
    {
        var endsInLine = end != ProgramEnd.Finished && !log.EndsWithLine;
        string? last = null;
        foreach (var line in LogLines.From(log, offset))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (last is not null)
                report.Read(last);
            last = line;
        }

        // An incomplete line is not read: 97 may be the beginning of 97,252.
        endsInLine = endsInLine && last is not null && !report.IsWholeLine(last);
        if (last is not null && !endsInLine)
            report.Read(last);

        return report.Gap
            ?? (
                report.IsWhole && !report.IsOfLines ? null
                : endsInLine ? "the program ended within its last line"
                : end == ProgramEnd.Broken && !report.IsOfLines ? "the program ended abnormally before the end of the block"
                : null
            );
    }

    private static string WhyNone(StatisticsSpec spec, StatisticsReport report, string? cutOff)
    {
        var expected = spec.Format switch
        {
            StatisticsFormat.KeyValue => "\"key=value\" with a number",
            StatisticsFormat.Json => "JSON object with a number",
            StatisticsFormat.Prometheus => "sample in Prometheus' text format",
            _ => "\"Name: value\" line",
        };
        var where = spec.From is { } text ? $"follows the marker \"{text}\"" : "is in its output";
        var why =
            report.Tally.NotFinite.Length > 0 ? "none is a finite number"
            : report.Tally.LeftOut is { } other ? $"statistics.only names none of its statistics; one is {other.Path}"
            : report.WhyNone ?? $"no {expected} {where}";
        return cutOff is null ? why : $"{why}; {cutOff}";
    }

    // The offset may be wrong, for instance because it was counted from the start of an incarnation.
    private static bool OpensAt(LogBytes log, long offset, BlockMarker marker) =>
        offset >= 0 && LogLines.From(log, offset).FirstOrDefault() is { } line && marker.Opens(line);
}
