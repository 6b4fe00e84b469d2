using Beacon.Processes.Files;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Layout;

namespace Beacon.Records.Reading;

/// <summary>Reads <c>events.ndjson</c> of a record folder.</summary>
public static class EventsFile
{
    /// <summary>Reads the events lazily, in the order in which they were published.</summary>
    /// <param name="folder">The path of the record folder. Without the file there are no events; a link or a FIFO is not read.</param>
    /// <returns>
    /// The events up to the first incomplete or damaged line. Events that this version does not know are skipped.
    /// </returns>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static IEnumerable<RunEvent> Read(string folder)
    {
        using var record = RecordFolder.Open(folder);
        if (!record.Exists(RecordLayout.EventsFile))
            yield break;

        using var lines = new StreamReader(record.OpenRead(RecordLayout.EventsFile));
        while (lines.ReadLine() is { } line)
        {
            if (!RunEventJson.TryRead(line, out var happened))
                yield break;
            if (happened is not null)
                yield return happened;
        }
    }
}
