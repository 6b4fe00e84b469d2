using System.Buffers.Binary;
using System.IO.Compression;
using Beacon.Processes.Files;

namespace Beacon.Processes.Capturing;

/// <summary>
/// The files of a log: <c>NAME.log</c>, which is being written, <c>NAME.log.1</c>, the part before it, <c>NAME.log.2</c> and so on. Each
/// older part may be compressed (gzip, RFC 1952); its name then ends in <c>.gz</c>. One after the other, the oldest first, they are what
/// was printed, byte for byte.
/// </summary>
public static class LogParts
{
    /// <summary>What the name of a compressed part ends in.</summary>
    internal const string CompressedSuffix = ".gz";

    /// <summary>The files of a log, the oldest first. Links and all else that is not a regular file are left out.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="log">The name of the part that is being written; it need not exist, nor its folder.</param>
    /// <returns>Names in the folder.</returns>
    public static IReadOnlyList<string> Of(RecordFolder folder, string log)
    {
        // There are two files of a part whose compression was interrupted just before the end; the plain one is certainly whole.
        var parts = Older(folder, log).GroupBy(part => part.Number).Select(twins => twins.MinBy(part => part.Name.Length).Name).ToList();
        if (folder.Exists(log))
            parts.Add(log);
        return parts;
    }

    /// <summary>Whether a part is compressed.</summary>
    /// <param name="part">The name of a part.</param>
    public static bool IsCompressed(string part) => part.EndsWith(CompressedSuffix, StringComparison.Ordinal);

    /// <summary>Opens a part, to be read as it was printed.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="part">The name of a part.</param>
    /// <exception cref="IOException">The part is not a regular file, or can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user has no permission.</exception>
    public static Stream OpenRead(RecordFolder folder, string part)
    {
        var file = folder.OpenRead(part);
        return IsCompressed(part) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>The length of what was printed in a part, in bytes. A compressed part is below 4 GiB.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="part">The name of a part.</param>
    /// <exception cref="IOException">The part is not a regular file, or can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user has no permission.</exception>
    public static long LengthOf(RecordFolder folder, string part)
    {
        using var file = folder.OpenHandle(part);
        var length = RandomAccess.GetLength(file);
        if (!IsCompressed(part))
            return length;

        // ISIZE, the last field of a gzip member, is the length of what was compressed (RFC 1952, 2.3.1).
        Span<byte> size = stackalloc byte[sizeof(uint)];
        return length < size.Length || RandomAccess.Read(file, size, length - size.Length) < size.Length
            ? 0
            : BinaryPrimitives.ReadUInt32LittleEndian(size);
    }

    /// <summary>The older parts, the oldest first, with their numbers.</summary>
    internal static IReadOnlyList<(int Number, string Name)> Older(RecordFolder folder, string log)
    {
        // By name: the logs of a fleet are in one folder, which is not to be listed for each of them. A rotation in progress leaves one
        // number free.
        var parts = new List<(int, string)>();
        for (int number = 1, missing = 0; missing < 2; number++)
        {
            var (part, known) = ($"{log}.{number}", parts.Count);
            if (folder.Exists(part))
                parts.Add((number, part));
            if (folder.Exists(part + CompressedSuffix))
                parts.Add((number, part + CompressedSuffix));
            missing = parts.Count > known ? 0 : missing + 1;
        }

        parts.Reverse();
        return parts;
    }

    /// <summary>The files of a log, by path, the oldest first.</summary>
    /// <param name="log">The path of the part that is being written; it need not exist.</param>
    /// <returns>Paths.</returns>
    public static IReadOnlyList<string> Of(string log) =>
        Path.GetDirectoryName(log) is { } path && Directory.Exists(path)
            ? In(log, (folder, name) => Of(folder, name).Select(part => Path.Combine(path, part)).ToList())
            : [];

    /// <summary>Opens a part, by path, to be read as it was printed.</summary>
    /// <param name="part">The path of a part.</param>
    /// <exception cref="IOException">The part is not a regular file, or can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user has no permission.</exception>
    public static Stream OpenRead(string part) => In(part, OpenRead);

    /// <summary>The length of what was printed in a part, by path, in bytes. A compressed part is below 4 GiB.</summary>
    /// <param name="part">The path of a part.</param>
    /// <exception cref="IOException">The part is not a regular file, or can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user has no permission.</exception>
    public static long LengthOf(string part) => In(part, LengthOf);

    private static T In<T>(string path, Func<RecordFolder, string, T> read)
    {
        using var folder = RecordFolder.Open(Path.GetDirectoryName(path)!);
        return read(folder, Path.GetFileName(path));
    }
}
