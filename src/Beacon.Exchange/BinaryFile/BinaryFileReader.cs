using System.Buffers.Binary;

namespace Beacon.Exchange.BinaryFile;

/// <summary>Walks the records of a BinaryFILE 1.00: each a length of two bytes and that many bytes; a length of zero ends the session.</summary>
/// <param name="file">The whole file.</param>
public ref struct BinaryFileReader(ReadOnlySpan<byte> file)
{
    private readonly ReadOnlySpan<byte> _file = file;

    /// <summary>The present record.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Where the next record begins, in bytes.</summary>
    public int Offset { get; private set; }

    /// <summary>Goes to the next record; false: the session or the file ends here.</summary>
    /// <exception cref="InvalidDataException">The file ends within a record.</exception>
    public bool MoveNext()
    {
        var rest = _file[Offset..];
        if (rest.IsEmpty)
            return false;

        var length = rest.Length < sizeof(ushort) ? -1 : BinaryPrimitives.ReadUInt16BigEndian(rest);
        if (length == 0)
            return false;
        if (length < 0 || rest.Length < sizeof(ushort) + length)
            throw new InvalidDataException(
                $"the record at offset {Offset} is cut short: {Math.Max(length, 0) + sizeof(ushort)} bytes were expected, {rest.Length} are there"
            );

        Current = rest.Slice(sizeof(ushort), length);
        Offset += sizeof(ushort) + length;
        return true;
    }
}

/// <summary>Writes a BinaryFILE 1.00.</summary>
/// <param name="stream">What it is written to.</param>
public sealed class BinaryFileWriter(Stream stream)
{
    /// <summary>Writes a record.</summary>
    /// <param name="message">1 to 65,535 bytes.</param>
    public void Write(ReadOnlySpan<byte> message)
    {
        Span<byte> length = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)message.Length);
        stream.Write(length);
        stream.Write(message);
    }

    /// <summary>Writes the end of the session.</summary>
    public void End() => stream.Write([0, 0]);
}
