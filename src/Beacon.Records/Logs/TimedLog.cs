using System.Text;
using Beacon.Processes.Capturing;
using Beacon.Processes.Files;
using Beacon.Records.Layout;

namespace Beacon.Records.Logs;

/// <summary>A line and the index entry of its first bytes.</summary>
/// <param name="Line">The line.</param>
/// <param name="Entry">The number of the index entry.</param>
/// <param name="IsWhole">False: the log ends within it.</param>
internal readonly record struct TimedLine(RecordedLine Line, long Entry, bool IsWhole);

/// <summary>Reads the lines of one stream of a component, each with the arrival time of its first bytes.</summary>
internal static class TimedLog
{
    /// <summary>The maximum length of a line. A longer line is returned in pieces.</summary>
    public const int MaximumLineBytes = 64 * 1024;

    // A fleet has thousands of logs, most of them of short lines.
    private const int FirstBufferBytes = 4 * 1024;

    /// <summary>Reads the lines of a range.</summary>
    public static IEnumerable<TimedLine> Read(RecordFolder record, LogStream stream, Func<LogStream, LogRange> rangeOf)
    {
        var range = rangeOf(stream);
        using var log = new PartsReader(LogParts.Open(record, RecordLayout.LogOf(stream.Component, stream.Stream)));
        var all = OutputSpan.Of(record, RecordLayout.ArrivalIndexOf(stream.Component), stream.Stream, log.Length);
        var last = LastOf(range, all, log.Length);
        using var spans = all.GetEnumerator();
        var hasMore = spans.MoveNext();
        var at = 0L;
        for (; hasMore && IsEarly(spans.Current); hasMore = spans.MoveNext())
            at += spans.Current.Length;
        bool IsEarly(OutputSpan span) =>
            span.Elapsed < range.From || at + span.Length <= range.Begin || (range.IsCut |= at + span.Length <= last);
        if (!hasMore)
            yield break;

        // Skips the rest of a line that began earlier.
        var left = at + spans.Current.Length;
        range.IsCut |= last > Math.Max(at, range.Begin);
        at = Math.Max(at, Math.Max(range.Begin, last));
        left -= at;
        var isRest = at > 0 && !log.SkipToLineEnd(at);
        var (buffer, filled, begin) = (new byte[FirstBufferBytes], 0, default(OutputSpan));
        for (; hasMore && at + filled < range.End; hasMore = spans.MoveNext(), left = hasMore ? spans.Current.Length : 0)
        {
            for (var read = 0; left > 0; left -= read)
            {
                if (filled + read >= buffer.Length && buffer.Length < MaximumLineBytes)
                    Array.Resize(ref buffer, Math.Min(4 * buffer.Length, MaximumLineBytes));
                var wanted = Math.Min(Math.Min(left, buffer.Length - filled), range.End - at - filled);
                read = wanted > 0 ? log.Read(buffer.AsSpan(filled, (int)wanted)) : 0;
                if (read == 0)
                    break;
                if (filled == 0)
                    begin = spans.Current;
                var (start, unread) = (0, filled);
                filled += read;
                for (int end; (end = Array.IndexOf(buffer, (byte)'\n', unread, filled - unread)) >= 0; start = unread = end + 1)
                {
                    if (!isRest && begin.Elapsed > range.To)
                        yield break;
                    if (!isRest)
                        yield return LineOf(begin, buffer.AsSpan(start, end - start), at + start, at + end + 1);
                    (isRest, begin) = (false, spans.Current);
                }

                if (start == 0 && filled == MaximumLineBytes)
                {
                    if (!isRest)
                        yield return LineOf(begin, buffer, at, at + filled);
                    start = filled;
                }

                filled -= start;
                at += start;
                buffer.AsSpan(start, filled).CopyTo(buffer);
            }
        }

        if (filled > 0 && !isRest && begin.Elapsed <= range.To)
            yield return LineOf(begin, buffer.AsSpan(0, filled), at, at, isWhole: false);

        TimedLine LineOf(OutputSpan span, ReadOnlySpan<byte> line, long from, long to, bool isWhole = true) =>
            new(
                new RecordedLine(
                    span.Elapsed,
                    stream.Component,
                    stream.Stream,
                    Encoding.UTF8.GetString(line.TrimEnd((byte)'\r')),
                    span.IsTimeKnown
                )
                {
                    Begin = from,
                    End = to,
                },
                span.Entry,
                isWhole
            );
    }

    // Where the last bytes begin: they are counted back from what is wanted at the latest.
    private static long LastOf(LogRange range, IEnumerable<OutputSpan> spans, long length)
    {
        if (range.Last == long.MaxValue)
            return 0;
        var end = range.To == TimeSpan.MaxValue ? length : spans.TakeWhile(span => span.Elapsed <= range.To).Sum(span => span.Length);
        return Math.Min(end, range.End) - range.Last;
    }
}
