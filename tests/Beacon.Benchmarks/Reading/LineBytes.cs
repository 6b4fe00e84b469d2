using System.Text;

namespace Beacon.Benchmarks.Reading;

/// <summary>What a chatty component prints, in the size in which the output thread reads.</summary>
internal static class LineBytes
{
    /// <summary>The size of one read.</summary>
    public const int ChunkBytes = 256 * 1024;

    /// <summary>One read's worth of lines of 100 bytes; the last may be cut.</summary>
    public static byte[] Chunk()
    {
        var line = Encoding.ASCII.GetBytes(new string('x', 99) + "\n");
        var chunk = new byte[ChunkBytes];
        for (var index = 0; index < chunk.Length; index++)
            chunk[index] = line[index % line.Length];
        return chunk;
    }
}
