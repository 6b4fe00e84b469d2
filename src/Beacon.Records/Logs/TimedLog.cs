using System.Text;
using Beacon.Plans;
using Beacon.Processes.Capturing;
using Beacon.Processes.Files;
using Beacon.Records.Layout;

namespace Beacon.Records.Logs;

/// <summary>A line and the index entry of its first bytes.</summary>
/// <param name="Line">The line.</param>
/// <param name="Entry">The number of the index entry.</param>
/// <param name="End">Where it ends, in bytes after the first that existed when it was read; where it begins if it is not whole.</param>
/// <param name="IsWhole">False: the log ends within it.</param>
internal readonly record struct TimedLine(RecordedLine Line, long Entry, long End, bool IsWhole);

/// <summary>Reads the lines of one stream of a component, each with the arrival time of its first bytes.</summary>
internal static class TimedLog
{
    /// <summary>The maximum length of a line. A longer line is returned in pieces.</summary>
    public const int MaximumLineBytes = 64 * 1024;

    /// <summary>
    /// Reads the lines that began to arrive at or after a time. Of the last bytes only: <c>last</c>, rounded up to what arrived together.
    /// </summary>
    public static IEnumerable<TimedLine> Read(
        RecordFolder record,
        string component,
        OutputStream stream,
        TimeSpan from,
        long last = long.MaxValue
    )
    {
        using var log = new PartsReader(LogParts.Open(record, RecordLayout.LogOf(component, stream)));
        using var stretches = OutputSpan.Of(record, RecordLayout.ArrivalIndexOf(component), stream, log.Length).GetEnumerator();
        var hasMore = stretches.MoveNext();
        var early = 0L;
        bool IsEarly(OutputSpan span) => span.Elapsed < from || early + span.Length <= log.Length - last;
        for (; hasMore && IsEarly(stretches.Current); hasMore = stretches.MoveNext())
            early += stretches.Current.Length;

        // Skips the rest of a line that began earlier.
        var isRest = early > 0 && !log.SkipToLineEnd(early);
        var (buffer, filled, begin, end) = (new byte[MaximumLineBytes], 0, default(OutputSpan), early);
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
                for (int at; (at = Array.IndexOf(buffer, (byte)'\n', unread, filled - unread)) >= 0; start = unread = at + 1)
                {
                    end += at + 1 - start;
                    if (!isRest)
                        yield return LineOf(begin, buffer.AsSpan(start, at - start));
                    (isRest, begin) = (false, stretches.Current);
                }

                if (start == 0 && filled == buffer.Length)
                {
                    end += filled;
                    if (!isRest)
                        yield return LineOf(begin, buffer);
                    filled = 0;
                }

                buffer.AsSpan(start, Math.Max(0, filled - start)).CopyTo(buffer);
                filled = Math.Max(0, filled - start);
            }
        }

        if (filled > 0 && !isRest)
            yield return LineOf(begin, buffer.AsSpan(0, filled), isWhole: false);

        TimedLine LineOf(OutputSpan stretch, ReadOnlySpan<byte> line, bool isWhole = true) =>
            new(
                new RecordedLine(
                    stretch.Elapsed,
                    component,
                    stream,
                    Encoding.UTF8.GetString(line.TrimEnd((byte)'\r')),
                    stretch.IsTimeKnown
                ),
                stretch.Entry,
                end,
                isWhole
            );
    }
}
