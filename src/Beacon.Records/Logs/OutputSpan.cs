using Beacon.Plans;
using Beacon.Processes.Capturing;
using Beacon.Processes.Files;

namespace Beacon.Records.Logs;

/// <summary>A span of bytes of a stream that arrived together and still exist.</summary>
/// <param name="Elapsed">The time of arrival since the start of the run.</param>
/// <param name="Length">The number of bytes, at least 1.</param>
/// <param name="Entry">The number of its entry in the index. Of two spans of a component, the lower number arrived first.</param>
/// <param name="IsTimeKnown">False: the index ends earlier, and the bytes arrived at <paramref name="Elapsed"/> or later.</param>
internal readonly record struct OutputSpan(TimeSpan Elapsed, long Length, long Entry, bool IsTimeKnown)
{
    /// <summary>The spans of a stream, from the first byte that still exists to the last.</summary>
    /// <param name="record">The record folder.</param>
    /// <param name="index">The name of the component's index.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="present">The number of bytes that still exist.</param>
    public static IEnumerable<OutputSpan> Of(RecordFolder record, string index, OutputStream stream, long present)
    {
        if (present == 0)
            yield break;

        // Deleted bytes are missing at the beginning; bytes that an incomplete index lacks are at the end.
        var indexed = IsIndex(record, index)
            ? ArrivalIndex.Read(record, index).Where(arrival => arrival.Stream == stream).Sum(arrival => arrival.Length)
            : 0;
        var (deleted, entry, last) = (Math.Max(0, indexed - present), 0L, TimeSpan.Zero);
        foreach (var arrival in indexed > 0 ? ArrivalIndex.Read(record, index) : [])
        {
            (entry, last) = (entry + 1, arrival.Elapsed);
            var existing = Math.Min(arrival.Length, arrival.Offset + arrival.Length - deleted);
            if (arrival.Stream == stream && existing > 0)
                yield return new OutputSpan(arrival.Elapsed, existing, entry, IsTimeKnown: true);
        }

        if (indexed < present)
            yield return new OutputSpan(last, present - indexed, entry + 1, IsTimeKnown: false);
    }

    // Without a valid index the lines are read without times.
    private static bool IsIndex(RecordFolder record, string index)
    {
        try
        {
            return ArrivalIndex.Read(record, index).Any();
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
