using System.Buffers.Binary;

namespace Beacon.Exchange.SoupBinTcp;

/// <summary>The frame of every packet: a length of two bytes, which does not count itself, the type, and the payload.</summary>
public static class SoupPacket
{
    /// <summary>The bytes before the payload.</summary>
    public const int Overhead = 3;

    /// <summary>The largest payload, in bytes.</summary>
    public const int MaximumPayload = ushort.MaxValue - 1;

    /// <summary>Writes a packet; returns its size.</summary>
    /// <param name="packet">Has room for the overhead and the payload.</param>
    /// <param name="type">The type.</param>
    /// <param name="payload">At most <see cref="MaximumPayload"/> bytes.</param>
    public static int Write(Span<byte> packet, SoupType type, ReadOnlySpan<byte> payload)
    {
        BinaryPrimitives.WriteUInt16BigEndian(packet, checked((ushort)(payload.Length + 1)));
        packet[2] = (byte)type;
        payload.CopyTo(packet[Overhead..]);
        return Overhead + payload.Length;
    }
}
