using Beacon.Processes.Files;

namespace Beacon.Processes.Capturing;

/// <summary>
/// The name of one of the files of a log: <c>NAME.log</c>, which is being written, <c>NAME.log.1</c>, the part before it, <c>NAME.log.2</c>
/// and so on. Each older part may be compressed (gzip, RFC 1952); its name then ends in <c>.gz</c>. While the log is written, another
/// part has the name a moment later: what reads goes through <see cref="LogParts"/>.
/// </summary>
/// <param name="Folder">The folder that the part is in.</param>
/// <param name="Name">Its name in the folder.</param>
internal readonly record struct LogPartName(RecordFolder Folder, string Name)
{
    public const string CompressedSuffix = ".gz";

    public bool IsCompressed => Name.EndsWith(CompressedSuffix, StringComparison.Ordinal);

    /// <summary>The length of what was printed, in bytes.</summary>
    public long Length
    {
        get
        {
            using var part = new LogPart(this);
            return part.Length;
        }
    }

    /// <summary>The files of a log, the oldest first. Links and all else that is not a regular file are left out.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="log">The name of the part that is being written; it need not exist, nor its folder.</param>
    public static IReadOnlyList<LogPartName> Of(RecordFolder folder, string log)
    {
        // There are two files of a part whose compression was interrupted just before the end; the plain one is certainly whole.
        var parts = Older(folder, log)
            .GroupBy(part => part.Number)
            .Select(twins => twins.MinBy(twin => twin.Part.Name.Length).Part)
            .ToList();
        if (folder.Exists(log))
            parts.Add(new LogPartName(folder, log));
        return parts;
    }

    /// <summary>The older parts, the oldest first, with their numbers.</summary>
    public static IReadOnlyList<(int Number, LogPartName Part)> Older(RecordFolder folder, string log)
    {
        // By name: the logs of a fleet are in one folder, which is not to be listed for each of them. A rotation in progress leaves one
        // number free.
        var parts = new List<(int, LogPartName)>();
        for (int number = 1, missing = 0; missing < 2; number++)
        {
            string[] names = [$"{log}.{number}", $"{log}.{number}{CompressedSuffix}"];
            var found = Array.FindAll(names, folder.Exists);
            parts.AddRange(found.Select(name => (number, new LogPartName(folder, name))));
            missing = found.Length > 0 ? 0 : missing + 1;
        }

        parts.Reverse();
        return parts;
    }
}
