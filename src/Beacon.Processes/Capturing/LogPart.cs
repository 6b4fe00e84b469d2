using System.Buffers.Binary;
using System.IO.Compression;
using Beacon.Processes.Files;

namespace Beacon.Processes.Capturing;

/// <summary>
/// One of the files of a log: <c>NAME.log</c>, which is being written, <c>NAME.log.1</c>, the part before it, <c>NAME.log.2</c> and so on.
/// Each older part may be compressed (gzip, RFC 1952); its name then ends in <c>.gz</c>. One after the other, the oldest first, they are
/// what was printed, byte for byte.
/// </summary>
/// <param name="Folder">The folder that the part is opened through.</param>
/// <param name="Name">Its name in the folder.</param>
public readonly record struct LogPart(RecordFolder Folder, string Name)
{
    internal const string CompressedSuffix = ".gz";

    /// <summary>Whether it is compressed.</summary>
    public bool IsCompressed => Name.EndsWith(CompressedSuffix, StringComparison.Ordinal);

    /// <summary>The length of what was printed, in bytes. A compressed part is below 4 GiB.</summary>
    /// <exception cref="IOException">The part is not a regular file, or can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user has no permission.</exception>
    public long Length
    {
        get
        {
            using var file = Folder.OpenHandle(Name);
            var length = RandomAccess.GetLength(file);
            if (!IsCompressed)
                return length;

            // ISIZE, the last field of a gzip member, is the length of what was compressed (RFC 1952, 2.3.1).
            Span<byte> size = stackalloc byte[sizeof(uint)];
            return length < size.Length || RandomAccess.Read(file, size, length - size.Length) < size.Length
                ? 0
                : BinaryPrimitives.ReadUInt32LittleEndian(size);
        }
    }

    /// <summary>The files of a log, the oldest first. Links and all else that is not a regular file are left out.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="log">The name of the part that is being written; it need not exist, nor its folder.</param>
    public static IReadOnlyList<LogPart> Of(RecordFolder folder, string log)
    {
        // There are two files of a part whose compression was interrupted just before the end; the plain one is certainly whole.
        var parts = Older(folder, log)
            .GroupBy(part => part.Number)
            .Select(twins => twins.MinBy(twin => twin.Part.Name.Length).Part)
            .ToList();
        if (folder.Exists(log))
            parts.Add(new LogPart(folder, log));
        return parts;
    }

    /// <summary>Opens it, to be read as it was printed.</summary>
    /// <exception cref="IOException">The part is not a regular file, or can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user has no permission.</exception>
    public Stream OpenRead()
    {
        var file = Folder.OpenRead(Name);
        return IsCompressed ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>The older parts, the oldest first, with their numbers.</summary>
    internal static IReadOnlyList<(int Number, LogPart Part)> Older(RecordFolder folder, string log)
    {
        // By name: the logs of a fleet are in one folder, which is not to be listed for each of them. A rotation in progress leaves one
        // number free.
        var parts = new List<(int, LogPart)>();
        for (int number = 1, missing = 0; missing < 2; number++)
        {
            string[] names = [$"{log}.{number}", $"{log}.{number}{CompressedSuffix}"];
            var found = Array.FindAll(names, folder.Exists);
            parts.AddRange(found.Select(name => (number, new LogPart(folder, name))));
            missing = found.Length > 0 ? 0 : missing + 1;
        }

        parts.Reverse();
        return parts;
    }
}
