using System.Text;

namespace Beacon.Benchmarks.Reading;

/// <summary>Output of a component, in chunks as the output thread reads them.</summary>
internal static class LineBytes
{
    /// <summary>The size of one read, in bytes.</summary>
    public const int ChunkBytes = 256 * 1024;

    /// <summary>One chunk of lines of 100 bytes; the last line may be cut.</summary>
    public static byte[] Chunk()
    {
        var line = Encoding.ASCII.GetBytes(new string('x', 99) + "\n");
        var chunk = new byte[ChunkBytes];
        for (var index = 0; index < chunk.Length; index++)
            chunk[index] = line[index % line.Length];
        return chunk;
    }
}
