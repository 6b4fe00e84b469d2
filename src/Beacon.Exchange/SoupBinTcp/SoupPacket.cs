using System.Buffers.Binary;

namespace Beacon.Exchange.SoupBinTcp;

/// <summary>The packet types of SoupBinTCP 3.00 to 4.10, by the letter on the wire.</summary>
public enum SoupType : byte
{
    /// <summary>Either way: text for a person.</summary>
    Debug = (byte)'+',

    /// <summary>Server: the login is accepted.</summary>
    LoginAccepted = (byte)'A',

    /// <summary>Server: the login is rejected; <c>A</c> not authorised, <c>S</c> session not available.</summary>
    LoginRejected = (byte)'J',

    /// <summary>Server: a message that counts in the sequence.</summary>
    SequencedData = (byte)'S',

    /// <summary>Either way: a message that does not count.</summary>
    UnsequencedData = (byte)'U',

    /// <summary>Server: nothing happened for a second.</summary>
    ServerHeartbeat = (byte)'H',

    /// <summary>Server: the session is over.</summary>
    EndOfSession = (byte)'Z',

    /// <summary>Client: the first packet.</summary>
    LoginRequest = (byte)'L',

    /// <summary>Client: nothing happened for a second.</summary>
    ClientHeartbeat = (byte)'R',

    /// <summary>Client: the last packet.</summary>
    Logout = (byte)'O',
}

/// <summary>The frame of every packet: a length of two bytes, which does not count itself, the type, and the payload.</summary>
public static class SoupPacket
{
    /// <summary>The bytes before the payload.</summary>
    public const int Overhead = 3;

    /// <summary>Writes a packet; returns its size.</summary>
    public static int Write(Span<byte> packet, SoupType type, ReadOnlySpan<byte> payload)
    {
        BinaryPrimitives.WriteUInt16BigEndian(packet, (ushort)(payload.Length + 1));
        packet[2] = (byte)type;
        payload.CopyTo(packet[Overhead..]);
        return Overhead + payload.Length;
    }
}

/// <summary>Cuts a stream of bytes into packets, however the network has cut it.</summary>
public sealed class SoupSplitter
{
    private readonly byte[] _buffer = new byte[2 * (ushort.MaxValue + 2)];
    private int _start;
    private int _end;

    /// <summary>Where the next bytes go.</summary>
    public Memory<byte> Free
    {
        get
        {
            if (_start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }

            return _buffer.AsMemory(_end);
        }
    }

    /// <summary>That many bytes were put there.</summary>
    public void Received(int count) => _end += count;

    /// <summary>Takes the next whole packet; false: more bytes are needed. Valid until <see cref="Free"/> is asked for.</summary>
    /// <exception cref="InvalidDataException">The length is zero, which no packet has: the stream is lost.</exception>
    public bool TryTake(out SoupType type, out ReadOnlySpan<byte> payload)
    {
        type = default;
        payload = default;
        var waiting = _buffer.AsSpan(_start, _end - _start);
        if (waiting.Length < SoupPacket.Overhead) return false;

        var length = BinaryPrimitives.ReadUInt16BigEndian(waiting);
        if (length == 0) throw new InvalidDataException("a packet of length 0; every packet has at least its type");
        if (waiting.Length < sizeof(ushort) + length) return false;

        type = (SoupType)waiting[2];
        payload = waiting[SoupPacket.Overhead..(sizeof(ushort) + length)];
        _start += sizeof(ushort) + length;
        return true;
    }
}
