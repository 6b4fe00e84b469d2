using Beacon.Plans;
using Beacon.Processes.Capturing;
using Beacon.Processes.Files;
using Beacon.Records.Layout;

namespace Beacon.Records.Logs;

/// <summary>
/// The output of a living run, read from its record as it is written: first what was printed before, then what is printed since. The run
/// does nothing for that. Nothing is left out, unless <c>output.keep</c> deletes it before it is read.
/// </summary>
public sealed class FollowedLogs : IDisposable
{
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
            select new GrowingLog(_record, component, each),
        ];
    }

    /// <summary>Whether something was deleted before it could be read (<c>output.keep</c>).</summary>
    public bool HasLost => _logs.Exists(log => log.HasLost);

    /// <summary>What was printed before, as one timeline. To be read first and to its end.</summary>
    /// <param name="from">The time since the start of the run; earlier lines are left out.</param>
    /// <param name="tail">How many of the last lines are wanted; null: all.</param>
    /// <param name="matches">Which lines count; null: all.</param>
    /// <param name="isOver">Whether nothing will follow, so that a line without its end is a line too.</param>
    /// <exception cref="InvalidDataException">A compressed part is damaged.</exception>
    /// <exception cref="IOException">A log can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A log may not be read.</exception>
    public IEnumerable<RecordedLine> Past(TimeSpan from, int? tail, Func<RecordedLine, bool>? matches, bool isOver)
    {
        // Of a long log only the end is read where that has enough lines.
        for (var last = tail is { } wanted ? Math.Max(64 * 1024, wanted * BytesOfLine) : long.MaxValue; ; last *= 16)
        {
            // A log of which no line is wanted is read on from its end.
            var ends = _logs.ToDictionary(log => (log.Component, log.Stream), LengthOf);
            var kept = new Queue<RecordedLine>();
            foreach (var line in MergedLog.Read(_record, _components, from, _stream, last))
            {
                ends[(line.Line.Component, line.Line.Stream)] = line.End;
                if (!line.IsWhole && !isOver)
                    continue;
                if (matches?.Invoke(line.Line) == false)
                    continue;
                if (tail is null)
                    yield return line.Line;
                else
                    kept.Enqueue(line.Line);
                if (kept.Count > tail)
                    kept.Dequeue();
            }

            if (kept.Count < tail && last < long.MaxValue / 16 && !AreShorterThan(last))
                continue;
            foreach (var line in kept)
                yield return line;
            foreach (var log in _logs)
                log.Begin(ends[(log.Component, log.Stream)]);
            yield break;
        }
    }

    /// <summary>The whole lines that were printed since the last call, those of one log together.</summary>
    /// <param name="elapsed">The time since the start of the run, for the lines: what is read now was printed a moment ago.</param>
    public IEnumerable<RecordedLine> Next(TimeSpan elapsed) =>
        from log in _logs
        from line in log.NewLines()
        select new RecordedLine(elapsed, log.Component, log.Stream, line, IsTimeKnown: true);

    /// <summary>The lines that the logs end within: once nothing follows any more.</summary>
    /// <inheritdoc cref="Next"/>
    public IEnumerable<RecordedLine> Rest(TimeSpan elapsed) =>
        from log in _logs
        let line = log.LastLine()
        where line is not null
        select new RecordedLine(elapsed, log.Component, log.Stream, line, IsTimeKnown: true);

    /// <summary>Closes the logs.</summary>
    public void Dispose()
    {
        foreach (var log in _logs)
            log.Dispose();
        _record.Dispose();
    }

    private bool AreShorterThan(long bytes) => _logs.TrueForAll(log => LengthOf(log) <= bytes);

    private long LengthOf(GrowingLog log)
    {
        using var parts = LogParts.Open(_record, RecordLayout.LogOf(log.Component, log.Stream));
        return parts.Length;
    }
}
