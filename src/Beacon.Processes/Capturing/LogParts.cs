using System.Collections;
using Beacon.Processes.Files;

namespace Beacon.Processes.Capturing;

/// <summary>
/// A log: <c>NAME.log</c>, which is being written, <c>NAME.log.1</c>, the part before it, <c>NAME.log.2</c> and so on. Each older part may
/// be compressed (gzip, RFC 1952); its name then ends in <c>.gz</c>. One after the other, the oldest first, they are what was printed, byte
/// for byte. All are opened at once, so that nothing is read twice or left out where the log is rotated meanwhile.
/// </summary>
public sealed class LogParts : IReadOnlyList<LogPart>, IDisposable
{
    // A rotation renames what was just opened: it is opened again. So many in a row mean that the log is rotated without a pause.
    private const int MostAttempts = 1000;

    private readonly List<LogPart> _parts;

    private LogParts(List<LogPart> parts) => _parts = parts;

    /// <summary>The length of what was printed, in bytes.</summary>
    /// <exception cref="IOException">A part can't be read.</exception>
    public long Length => _parts.Sum(part => part.Length);

    /// <inheritdoc />
    public int Count => _parts.Count;

    /// <inheritdoc />
    public LogPart this[int index] => _parts[index];

    /// <summary>
    /// Opens a log as it is at one moment, also while it is written. Links and all else that is not a regular file are left out.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="log">The name of the part that is being written; it need not exist, nor its folder.</param>
    /// <exception cref="IOException">A part can't be opened, or the log was rotated a thousand times in a row meanwhile.</exception>
    /// <exception cref="UnauthorizedAccessException">This user has no permission.</exception>
    public static LogParts Open(RecordFolder folder, string log)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var names = LogPartName.Of(folder, log);
            if (TryOpen(names) is not { } parts)
                continue;
            if (AreStill(parts, names, folder, log))
                return new LogParts(parts);
            Close(parts);
        }

        throw new IOException($"{folder.PathOf(log)} is rotated faster than it can be opened; set output.rotate-at to a larger size");
    }

    /// <summary>The names of the files of a log, the oldest first.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="log">The name of the part that is being written; it need not exist, nor its folder.</param>
    public static IReadOnlyList<string> NamesIn(RecordFolder folder, string log) =>
        [.. LogPartName.Of(folder, log).Select(part => part.Name)];

    /// <summary>Takes a part out, which then stays open when the others are closed.</summary>
    /// <param name="place">Its place, from 0.</param>
    public LogPart Take(int place)
    {
        var part = _parts[place];
        _parts.RemoveAt(place);
        return part;
    }

    /// <inheritdoc />
    public IEnumerator<LogPart> GetEnumerator() => _parts.GetEnumerator();

    /// <summary>Closes the parts.</summary>
    public void Dispose() => Close(_parts);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static List<LogPart>? TryOpen(IReadOnlyList<LogPartName> names)
    {
        var parts = new List<LogPart>(names.Count);
        try
        {
            foreach (var name in names)
                parts.Add(new LogPart(name));
            return parts;
        }
        catch (FileNotFoundException)
        {
            Close(parts);
            return null;
        }
        catch
        {
            Close(parts);
            throw;
        }
    }

    // A number is not given to another file while this one is open.
    private static bool AreStill(List<LogPart> parts, IReadOnlyList<LogPartName> names, RecordFolder folder, string log) =>
        names.SequenceEqual(LogPartName.Of(folder, log)) && parts.TrueForAll(part => folder.NumberOf(part.Name) == part.Number);

    private static void Close(IEnumerable<LogPart> parts)
    {
        foreach (var part in parts)
            part.Dispose();
    }
}
