using System.Text;
using Beacon.Plans;
using Beacon.Processes.Capturing;
using Beacon.Processes.Files;
using Beacon.Records.Layout;

namespace Beacon.Records.Logs;

/// <summary>A line and the index entry of its first bytes.</summary>
internal readonly record struct TimedLine(RecordedLine Line, long Entry);

/// <summary>Reads the lines of one stream of a component, each with the arrival time of its first bytes.</summary>
internal static class TimedLog
{
    /// <summary>The maximum length of a line. A longer line is returned in pieces.</summary>
    public const int MaximumLineBytes = 64 * 1024;

    /// <summary>Reads the lines that began to arrive at or after a time.</summary>
    public static IEnumerable<TimedLine> Read(RecordFolder record, string component, OutputStream stream, TimeSpan from)
    {
        using var log = new PartsReader(LogPart.Of(record, RecordLayout.LogOf(component, stream)));
        using var stretches = OutputSpan.Of(record, RecordLayout.ArrivalIndexOf(component), stream, log.Length).GetEnumerator();
        var hasMore = stretches.MoveNext();
        var early = 0L;
        for (; hasMore && stretches.Current.Elapsed < from; hasMore = stretches.MoveNext())
            early += stretches.Current.Length;

        // Skips the rest of a line that began earlier.
        var isRest = early > 0 && !log.SkipToLineEnd(early);
        var (buffer, filled, begin) = (new byte[MaximumLineBytes], 0, default(OutputSpan));
        for (; hasMore; hasMore = stretches.MoveNext())
        {
            var read = 0;
            for (var left = stretches.Current.Length; left > 0; left -= read)
            {
                read = log.Read(buffer.AsSpan(filled, (int)Math.Min(left, buffer.Length - filled)));
                if (read == 0)
                    break;
                if (filled == 0)
                    begin = stretches.Current;
                var (start, unread) = (0, filled);
                filled += read;
                for (int end; (end = Array.IndexOf(buffer, (byte)'\n', unread, filled - unread)) >= 0; start = unread = end + 1)
                {
                    if (!isRest)
                        yield return LineOf(begin, buffer.AsSpan(start, end - start));
                    (isRest, begin) = (false, stretches.Current);
                }

                if (start == 0 && filled == buffer.Length)
                {
                    if (!isRest)
                        yield return LineOf(begin, buffer);
                    filled = 0;
                }

                buffer.AsSpan(start, Math.Max(0, filled - start)).CopyTo(buffer);
                filled = Math.Max(0, filled - start);
            }
        }

        if (filled > 0 && !isRest)
            yield return LineOf(begin, buffer.AsSpan(0, filled));

        TimedLine LineOf(OutputSpan stretch, ReadOnlySpan<byte> line) =>
            new(
                new RecordedLine(
                    stretch.Elapsed,
                    component,
                    stream,
                    Encoding.UTF8.GetString(line.TrimEnd((byte)'\r')),
                    stretch.IsTimeKnown
                ),
                stretch.Entry
            );
    }
}
