using System.Buffers.Binary;
using System.IO.Compression;

namespace Beacon.Processes.Capturing;

/// <summary>
/// The files that a log lies in: <c>NAME.log</c>, which is written, <c>NAME.log.1</c>, the part before it, <c>NAME.log.2</c> and so on;
/// of these any may be compressed (gzip, RFC 1952) and ends in <c>.gz</c> then. One after the other, the oldest first, they are what was
/// printed, byte for byte.
/// </summary>
internal static class LogParts
{
    /// <summary>What the name of a compressed part ends in.</summary>
    internal const string CompressedSuffix = ".gz";

    /// <summary>The files that a log lies in now, the oldest first.</summary>
    /// <param name="log">The path of the part that is written; neither it nor its folder need exist.</param>
    /// <exception cref="IOException">The folder can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public static IReadOnlyList<string> Of(string log)
    {
        // A part lies twice where its compression was cut off just before the end; the plain one is whole for certain.
        var parts = Older(log).GroupBy(part => part.Number).Select(twins => twins.MinBy(part => part.Path.Length).Path).ToList();
        if (File.Exists(log))
            parts.Add(log);
        return parts;
    }

    /// <summary>Whether a part is compressed.</summary>
    /// <param name="part">The path of a part.</param>
    internal static bool IsCompressed(string part) => part.EndsWith(CompressedSuffix, StringComparison.Ordinal);

    /// <summary>Opens a part to be read as it was printed.</summary>
    /// <param name="part">The path of a part.</param>
    /// <exception cref="IOException">The part can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The part may not be read.</exception>
    public static Stream OpenRead(string part)
    {
        var file = new FileStream(part, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return IsCompressed(part) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>How many bytes of what was printed lie in a part. Parts that are compressed are below 4 GiB.</summary>
    /// <param name="part">The path of a part.</param>
    /// <exception cref="IOException">The part can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The part may not be read.</exception>
    public static long LengthOf(string part)
    {
        using var file = File.OpenHandle(part, share: FileShare.ReadWrite | FileShare.Delete);
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
    internal static IReadOnlyList<(int Number, string Path)> Older(string log)
    {
        // Asked for by name: a fleet's logs lie in one folder, which is not to be searched for each of them. A rotation that is under way
        // leaves one number free.
        var parts = new List<(int, string)>();
        for (int number = 1, missing = 0; missing < 2; number++)
        {
            var (part, known) = ($"{log}.{number}", parts.Count);
            if (File.Exists(part))
                parts.Add((number, part));
            if (File.Exists(part + CompressedSuffix))
                parts.Add((number, part + CompressedSuffix));
            missing = parts.Count > known ? 0 : missing + 1;
        }

        parts.Reverse();
        return parts;
    }
}
