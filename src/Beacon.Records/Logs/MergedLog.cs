using Beacon.Plans;
using Beacon.Processes.Files;

namespace Beacon.Records.Logs;

/// <summary>
/// Merges the logs of all components of a run into one timeline, by their indexes of arrivals. Reads lazily: memory holds only the next
/// line of each log.
/// </summary>
internal static class MergedLog
{
    /// <summary>Reads the lines in order of arrival.</summary>
    /// <param name="folder">The path of the record folder.</param>
    /// <param name="components">The names of the components.</param>
    /// <param name="from">The time since the start of the run; lines that began to arrive earlier are skipped.</param>
    /// <param name="stream">The stream; null: both.</param>
    /// <exception cref="InvalidDataException">A compressed part is damaged.</exception>
    /// <exception cref="IOException">A log can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A log may not be read.</exception>
    public static IEnumerable<RecordedLine> Read(
        string folder,
        IEnumerable<string> components,
        TimeSpan from = default,
        OutputStream? stream = null
    )
    {
        using var record = RecordFolder.Open(folder);
        foreach (var line in Read(record, components, stream, _ => new LogRange { From = from }))
            yield return line.Line;
    }

    /// <inheritdoc cref="Read(string, IEnumerable{string}, TimeSpan, OutputStream?)"/>
    /// <param name="record">The record folder.</param>
    /// <param name="components">The names of the components.</param>
    /// <param name="stream">The stream; null: both.</param>
    /// <param name="rangeOf">What is read of a log.</param>
    public static IEnumerable<TimedLine> Read(
        RecordFolder record,
        IEnumerable<string> components,
        OutputStream? stream,
        Func<LogStream, LogRange> rangeOf
    )
    {
        var logs = new List<(IEnumerator<TimedLine> Lines, int Place)>();
        try
        {
            foreach (var (place, component) in components.Index())
            foreach (var each in Enum.GetValues<OutputStream>().Where(each => stream is null || each == stream))
                logs.Add((TimedLog.Read(record, new LogStream(component, each), rangeOf).GetEnumerator(), place));

            // Lines of the same microsecond are ordered by component, those of one component by the entries of its index.
            var next = new PriorityQueue<(IEnumerator<TimedLine> Lines, int Place), (TimeSpan, int, long)>();
            foreach (var log in logs)
                Advance(next, log);
            while (next.TryDequeue(out var log, out _))
            {
                yield return log.Lines.Current;
                Advance(next, log);
            }
        }
        finally
        {
            foreach (var log in logs)
                log.Lines.Dispose();
        }
    }

    private static void Advance(
        PriorityQueue<(IEnumerator<TimedLine> Lines, int Place), (TimeSpan, int, long)> next,
        (IEnumerator<TimedLine> Lines, int Place) log
    )
    {
        if (log.Lines.MoveNext())
            next.Enqueue(log, (log.Lines.Current.Line.Elapsed, log.Place, log.Lines.Current.Entry));
    }
}
