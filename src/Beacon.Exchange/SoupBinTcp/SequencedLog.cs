using System.Buffers.Binary;

namespace Beacon.Exchange.SoupBinTcp;

/// <summary>
/// The sequenced messages of a session (SoupBinTCP 3.00, Sequenced Data Packet), from number 1, as packets ready to be sent, so that any
/// connection can be sent what it has missed. When it is full, the oldest messages go. Any thread may read while another appends.
/// </summary>
/// <param name="capacityBytes">About how many bytes are kept.</param>
public sealed class SequencedLog(long capacityBytes)
{
    private const int SmallestSegment = 64 * 1024;
    private const int LargestSegment = 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, Segment> _segments = [];
    private long _firstSegment = 1;
    private long _lastSegment;
    private long _bytes;
    private ulong _next = 1;

    private sealed class Segment(ulong first, int size)
    {
        public ulong First => first;

        public byte[] Bytes { get; } = new byte[size];

        public int Length { get; set; }
    }

    /// <summary>A place between two messages.</summary>
    /// <param name="Segment">The segment's number.</param>
    /// <param name="Offset">Bytes from its beginning.</param>
    public readonly record struct Cursor(long Segment, int Offset);

    /// <summary>The number of the next message.</summary>
    public ulong Next
    {
        get
        {
            lock (_lock)
                return _next;
        }
    }

    /// <summary>Appends a message.</summary>
    /// <param name="message">At most <see cref="SoupPacket.MaximumPayload"/> bytes.</param>
    public void Append(ReadOnlySpan<byte> message)
    {
        lock (_lock)
        {
            var size = SoupPacket.Overhead + message.Length;
            if (_lastSegment < _firstSegment || _segments[_lastSegment] is var last && last.Bytes.Length - last.Length < size)
                last = AddSegment(size);
            last.Length += SoupPacket.Write(last.Bytes.AsSpan(last.Length), SoupType.SequencedData, message);
            _next++;
        }
    }

    /// <summary>The place before a message; null: the message is no longer kept.</summary>
    /// <param name="sequence">The message's number; past the last one: the end.</param>
    public Cursor? Find(ulong sequence)
    {
        lock (_lock)
        {
            if (sequence >= _next)
                return _lastSegment < _firstSegment ? new Cursor(1, 0) : new Cursor(_lastSegment, _segments[_lastSegment].Length);
            var number = _lastSegment;
            while (number >= _firstSegment && _segments[number].First > sequence)
                number--;
            return number < _firstSegment ? null : new Cursor(number, OffsetOf(sequence, _segments[number]));
        }
    }

    /// <summary>Whether what is behind a place is still kept.</summary>
    public bool IsKept(Cursor cursor)
    {
        lock (_lock)
            return cursor.Segment >= _firstSegment;
    }

    /// <summary>Copies whole packets from a place on, which moves behind them.</summary>
    /// <param name="cursor">The place.</param>
    /// <param name="packets">Room for the largest packet at least.</param>
    /// <returns>Bytes copied; 0: there is nothing more; null: what is behind the place is no longer kept.</returns>
    public int? Read(ref Cursor cursor, Span<byte> packets)
    {
        lock (_lock)
        {
            if (cursor.Segment < _firstSegment)
                return null;
            var copied = 0;
            while (_segments.TryGetValue(cursor.Segment, out var segment))
            {
                var rest = segment.Bytes.AsSpan(cursor.Offset, segment.Length - cursor.Offset);
                var count = WholePackets(rest, packets.Length - copied);
                rest[..count].CopyTo(packets[copied..]);
                copied += count;
                cursor = cursor with { Offset = cursor.Offset + count };
                if (count < rest.Length || cursor.Segment == _lastSegment)
                    break;
                cursor = new Cursor(cursor.Segment + 1, 0);
            }

            return copied;
        }
    }

    private Segment AddSegment(int packet)
    {
        var size = Math.Max(packet, _lastSegment < _firstSegment ? SmallestSegment : LargestSegment);
        for (; _bytes + size > capacityBytes && _firstSegment < _lastSegment; _firstSegment++)
        {
            _bytes -= _segments[_firstSegment].Bytes.Length;
            _segments.Remove(_firstSegment);
        }

        _bytes += size;
        return _segments[++_lastSegment] = new Segment(_next, size);
    }

    private static int OffsetOf(ulong sequence, Segment segment)
    {
        var offset = 0;
        for (var number = segment.First; number < sequence; number++)
            offset += SizeOf(segment.Bytes.AsSpan(offset));
        return offset;
    }

    private static int WholePackets(ReadOnlySpan<byte> packets, int room)
    {
        if (packets.Length <= room)
            return packets.Length;
        var count = 0;
        while (count < packets.Length && count + SizeOf(packets[count..]) is var end && end <= room)
            count = end;
        return count;
    }

    private static int SizeOf(ReadOnlySpan<byte> packet) => sizeof(ushort) + BinaryPrimitives.ReadUInt16BigEndian(packet);
}
