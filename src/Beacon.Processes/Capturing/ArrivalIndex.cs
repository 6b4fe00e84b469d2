using Beacon.Plans;
using Beacon.Processes.Files;

namespace Beacon.Processes.Capturing;

/// <summary>
/// A piece of a component's output, and when it arrived. Its bytes were read together; they may begin and end within a line.
/// </summary>
/// <param name="Elapsed">Since the start of the run, by a monotonic clock; precise to a microsecond, accurate to some milliseconds.</param>
/// <param name="Stream">The stream that it was printed on.</param>
/// <param name="Offset">
/// Where it begins in everything that the component has stored of that stream, in bytes: over all its incarnations and all parts of the
/// log, deleted parts included.
/// </param>
/// <param name="Length">How many bytes it has; at least 1.</param>
public readonly record struct Arrival(TimeSpan Elapsed, OutputStream Stream, long Offset, long Length);

/// <summary>
/// <c>logs/NAME.index</c>: when each piece of a component's output arrived, so that one timeline of all components can be rebuilt.
/// </summary>
/// <remarks>
/// <para>
/// The file begins with the eight bytes <c>beacon-1</c>. Entries follow, in the order of arrival, each of two unsigned LEB128 numbers:
/// </para>
/// <list type="number">
/// <item>
/// <c>2 × time + stream</c>: the microseconds since the entry before, and 0 for standard output, 1 for standard error;
/// </item>
/// <item><c>length</c>: how many bytes of that stream arrived, following those that arrived on it before.</item>
/// </list>
/// <para>
/// A length of 0 sets the clock instead: its time counts from the start of the run. Each incarnation begins with such an entry. The file
/// is only ever added to, entry by entry; what a sudden end has cut off is its last entry, which is passed over.
/// </para>
/// </remarks>
public static class ArrivalIndex
{
    /// <summary>The first bytes of the file.</summary>
    internal static ReadOnlySpan<byte> Header => "beacon-1"u8;

    /// <summary>Reads an index from its beginning, as far as it goes.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">The name of the index. One that does not exist, or is not a regular file, is empty.</param>
    /// <returns>The pieces of output in the order in which they arrived.</returns>
    /// <exception cref="InvalidDataException">The file is something else.</exception>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user has no permission.</exception>
    public static IEnumerable<Arrival> Read(RecordFolder folder, string name)
    {
        if (!folder.Exists(name))
            yield break;
        using var file = folder.OpenRead(name);
        if (!StartsWithHeader(file))
            throw new InvalidDataException($"\"{folder.PathOf(name)}\" is not an arrival index: it does not begin with \"beacon-1\"");

        using var bytes = new BufferedStream(file, 64 * 1024);
        var offsets = new long[2];
        long microseconds = 0;
        while (TryReadNumber(bytes, out var first) && TryReadNumber(bytes, out var length))
        {
            if (length == 0)
            {
                microseconds = first >> 1;
                continue;
            }

            microseconds += first >> 1;
            var stream = (int)(first & 1);
            yield return new Arrival(
                TimeSpan.FromTicks(microseconds * TimeSpan.TicksPerMicrosecond),
                (OutputStream)stream,
                offsets[stream],
                length
            );
            offsets[stream] += length;
        }
    }

    // A file that was cut off within its header holds no entry.
    private static bool StartsWithHeader(Stream file)
    {
        Span<byte> start = stackalloc byte[Header.Length];
        var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return start[..read].SequenceEqual(Header[..read]);
    }

    // Seven bits a byte, the lowest first; numbers stay below 2^63.
    private static bool TryReadNumber(Stream bytes, out long number)
    {
        number = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var next = bytes.ReadByte();
            if (next < 0)
                return false;
            number |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
                return true;
        }

        return false;
    }
}
