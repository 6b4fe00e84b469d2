namespace Beacon.TestProgram;

/// <summary>Writes numbered lines to one output, with a receipt for every byte. Thread-safe.</summary>
internal sealed class NumberedOutput(int descriptor, Receipt receipt)
{
    /// <summary>The largest write, and so the most that a receipt may lag behind.</summary>
    public const int LargestWriteBytes = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly byte[] _chunk = new byte[LargestWriteBytes];
    private long _lines;
    private long _bytes;

    /// <summary>Writes lines with this text, in as few writes as possible.</summary>
    public void Write(int lines, string text)
    {
        lock (_lock)
        {
            var filled = 0;
            for (; lines > 0; lines--)
            {
                if (filled + NumberedLine.LengthOf(text) > _chunk.Length)
                    Flush(ref filled);
                filled += NumberedLine.Write(_chunk.AsSpan(filled), ++_lines, text);
            }

            Flush(ref filled);
        }
    }

    private void Flush(ref int filled)
    {
        Output.Bytes(descriptor, _chunk.AsSpan(0, filled));
        _bytes += filled;
        receipt.Set(descriptor, _bytes);
        filled = 0;
    }
}
