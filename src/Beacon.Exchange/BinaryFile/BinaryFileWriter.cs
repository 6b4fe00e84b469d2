using System.Buffers.Binary;

namespace Beacon.Exchange.BinaryFile;

/// <summary>Writes a BinaryFILE 1.00.</summary>
/// <param name="stream">What it is written to.</param>
public sealed class BinaryFileWriter(Stream stream)
{
    /// <summary>Writes a record.</summary>
    /// <param name="message">1 to 65,535 bytes.</param>
    /// <exception cref="ArgumentException">The message is empty, which would end the session, or longer.</exception>
    public void Write(ReadOnlySpan<byte> message)
    {
        if (message.Length is 0 or > ushort.MaxValue)
            throw new ArgumentException($"a record has 1 to {ushort.MaxValue} bytes, not {message.Length}", nameof(message));
        Span<byte> length = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)message.Length);
        stream.Write(length);
        stream.Write(message);
    }

    /// <summary>Writes the end of the session.</summary>
    public void End() => stream.Write([0, 0]);
}
