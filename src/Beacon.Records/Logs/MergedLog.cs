using Beacon.Plans;

namespace Beacon.Records.Logs;

/// <summary>
/// The one timeline of all that a run's components printed: their logs, put in order by the indexes of arrivals. Read as it is asked for;
/// of each log no more is in memory than what is next.
/// </summary>
internal static class MergedLog
{
    /// <summary>The lines in the order in which they arrived.</summary>
    /// <param name="folder">The path of the record folder.</param>
    /// <param name="components">The names of the components. One that has printed nothing has no lines.</param>
    /// <param name="from">Lines that began to arrive before that, since the start of the run, are passed over.</param>
    /// <param name="stream">Of that stream only; null: both.</param>
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
        var logs = new List<(IEnumerator<TimedLine> Lines, int Place)>();
        try
        {
            foreach (var (place, component) in components.Index())
            foreach (var each in Enum.GetValues<OutputStream>().Where(each => stream is null || each == stream))
                logs.Add((TimedLog.Read(folder, component, each, from).GetEnumerator(), place));

            // Of lines of the same microsecond, those of the component that was named first; of one component, as its index has them.
            var next = new PriorityQueue<(IEnumerator<TimedLine> Lines, int Place), (TimeSpan, int, long)>();
            foreach (var log in logs)
                Advance(next, log);
            while (next.TryDequeue(out var log, out _))
            {
                yield return log.Lines.Current.Line;
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
