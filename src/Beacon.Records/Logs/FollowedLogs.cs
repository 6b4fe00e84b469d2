using Beacon.Plans;
using Beacon.Processes.Capturing;
using Beacon.Processes.Files;
using Beacon.Records.Layout;

namespace Beacon.Records.Logs;

/// <summary>
/// The output of a living run, read from its record as it is written: first what was printed before, then what is printed since. The run
/// does nothing for that. Nothing is left out unless it is skipped, or <c>output.keep</c> deletes it before it is read.
/// </summary>
public sealed class FollowedLogs : IDisposable
{
    private const long FirstBytes = 64 * 1024;
    private const long BytesOfLine = 1024;

    private readonly RecordFolder _record;
    private readonly IReadOnlyList<string> _components;
    private readonly OutputStream? _stream;
    private readonly List<GrowingLog> _logs;

    /// <summary>Opens the logs of a record.</summary>
    /// <param name="folder">The path of the record folder.</param>
    /// <param name="components">The names of the components.</param>
    /// <param name="stream">The stream; null: both.</param>
    /// <exception cref="IOException">The folder can't be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be opened.</exception>
    public FollowedLogs(string folder, IReadOnlyList<string> components, OutputStream? stream = null)
    {
        (_record, _components, _stream) = (RecordFolder.Open(folder), components, stream);
        _logs =
        [
            .. from component in components
            from each in Enum.GetValues<OutputStream>()
            where stream is null || each == stream
            select new GrowingLog(_record, new LogStream(component, each)),
        ];
    }

    /// <summary>Whether something was deleted before it could be read (<c>output.keep</c>).</summary>
    public bool HasLost => _logs.Exists(log => log.HasLost);

    /// <summary>What was printed before, as one timeline. To be read first and, where more is wanted, to its end.</summary>
    /// <param name="query">Which lines are wanted.</param>
    /// <param name="isOver">Whether nothing will follow, so that a line without its end is a line too.</param>
    /// <exception cref="InvalidDataException">A compressed part is damaged.</exception>
    /// <exception cref="IOException">A log can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A log may not be read.</exception>
    public IEnumerable<RecordedLine> Past(LogQuery query, bool isOver)
    {
        ArgumentNullException.ThrowIfNull(query);

        // Of long logs only the ends are read where these have enough lines.
        var last = query.Tail is { } wanted ? Math.Max(FirstBytes, wanted * BytesOfLine / Math.Max(1, _logs.Count)) : long.MaxValue;
        for (; ; last = last < long.MaxValue / 16 ? last * 16 : long.MaxValue)
        {
            // A log of which no line is wanted is read on from its end.
            var ends = isOver ? [] : _logs.ToDictionary(log => log.Log, LengthOf);
            var ranges = new Dictionary<LogStream, LogRange>();
            var firsts = new Dictionary<LogStream, long>();
            var kept = new Queue<(RecordedLine Line, long Number)>();
            var number = 0L;
            foreach (var (line, _, isWhole) in MergedLog.Read(_record, _components, _stream, RangeOf))
            {
                var log = new LogStream(line.Component, line.Stream);
                firsts.TryAdd(log, ++number);
                if (!isOver)
                    ends[log] = line.End;
                if ((!isWhole && !isOver) || query.Matches?.Invoke(line) == false)
                    continue;
                if (query.Tail is null)
                    yield return line;
                else
                    kept.Enqueue((line, number));
                if (kept.Count > query.Tail)
                    kept.Dequeue();
            }

            if (ranges.Any(range => range.Value.IsCut && !IsEnough(range.Key)))
                continue;
            foreach (var (line, _) in kept)
                yield return line;
            if (isOver)
                yield break;
            foreach (var log in _logs)
                log.Begin(ends[log.Log]);
            yield break;

            // What was left out of a log comes before its first line that was read.
            bool IsEnough(LogStream log) =>
                kept.Count == query.Tail && (query.Tail == 0 || (firsts.TryGetValue(log, out var first) && first <= kept.Peek().Number));

            LogRange RangeOf(LogStream log) =>
                ranges[log] = new LogRange
                {
                    From = query.From,
                    To = query.To,
                    Begin = query.After.GetValueOrDefault(log),
                    End = query.Before.GetValueOrDefault(log, long.MaxValue),
                    Last = last,
                };
        }
    }

    /// <summary>The whole lines that were printed since the last call, those of one log together.</summary>
    /// <param name="elapsed">The time since the start of the run, for the lines: what is read now was printed a moment ago.</param>
    public IEnumerable<RecordedLine> Next(TimeSpan elapsed) => _logs.SelectMany(log => log.NewLines(elapsed));

    /// <summary>
    /// Skips what was printed since the last call of <see cref="Next"/> where that is more than a reader can take.
    /// </summary>
    /// <param name="bytes">How much is left of each log, in bytes: so much, or the rest of a line and a few KiB less.</param>
    /// <returns>What was skipped: so many lines, and of a flood besides so many bytes that were not even read.</returns>
    /// <exception cref="InvalidDataException">A compressed part is damaged.</exception>
    /// <exception cref="IOException">A log can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A log may not be read.</exception>
    public SkippedOutput SkipAhead(long bytes) => _logs.Aggregate(default(SkippedOutput), (sum, log) => sum + log.SkipAhead(bytes));

    /// <summary>The lines that the logs end within: once nothing follows any more.</summary>
    /// <inheritdoc cref="Next"/>
    public IEnumerable<RecordedLine> Rest(TimeSpan elapsed) => _logs.Select(log => log.LastLine(elapsed)).OfType<RecordedLine>();

    /// <summary>Closes the logs.</summary>
    public void Dispose()
    {
        foreach (var log in _logs)
            log.Dispose();
        _record.Dispose();
    }

    private long LengthOf(GrowingLog log)
    {
        using var parts = LogParts.Open(_record, RecordLayout.LogOf(log.Log.Component, log.Log.Stream));
        return parts.Length;
    }
}
