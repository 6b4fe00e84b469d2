using System.Text;

namespace Beacon.Records.Statistics;

/// <summary>Reads the lines of a log; invalid UTF-8 becomes U+FFFD.</summary>
internal static class LogLines
{
    /// <summary>The maximum length of a line. Longer lines are data and are skipped.</summary>
    public const int MaximumLineBytes = 64 * 1024;

    /// <summary>Reads the lines from an offset to the end, without line feeds.</summary>
    public static IEnumerable<string> From(LogBytes log, long offset)
    {
        var buffer = new byte[4 * MaximumLineBytes];
        var (filled, isTooLong) = (0, false);
        while (true)
        {
            var read = log.Read(buffer.AsSpan(filled), offset);
            if (read == 0)
                break;
            offset += read;
            filled += read;

            var start = 0;
            for (int end; (end = Array.IndexOf(buffer, (byte)'\n', start, filled - start)) >= 0; start = end + 1)
            {
                if (!isTooLong && end - start <= MaximumLineBytes)
                    yield return Encoding.UTF8.GetString(buffer, start, end - start);
                isTooLong = false;
            }

            // The content of a line that is too long is not kept.
            isTooLong |= filled - start > MaximumLineBytes;
            filled = isTooLong ? 0 : Keep(buffer, start, filled);
        }

        if (filled > 0)
            yield return Encoding.UTF8.GetString(buffer, 0, filled);
    }

    private static int Keep(byte[] buffer, int start, int end)
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        return end - start;
    }
}
