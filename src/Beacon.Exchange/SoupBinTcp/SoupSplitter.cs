using System.Buffers.Binary;

namespace Beacon.Exchange.SoupBinTcp;

/// <summary>
/// Cuts a stream of bytes into packets, however the network has cut it. Nothing is thrown, whatever the bytes: what can't be a packet
/// is told as a <see cref="Fault"/>, after which the stream gives no more packets, since nobody knows where the next one begins.
/// </summary>
public sealed class SoupSplitter
{
    private const int InitialBytes = 4096;
    private const int LargestPacket = sizeof(ushort) + ushort.MaxValue;

    private byte[] _buffer = new byte[InitialBytes];
    private int _start;
    private int _end;

    /// <summary>Why the stream can't be read on; null: it can.</summary>
    public string? Fault { get; private set; }

    /// <summary>Where the next bytes go: never empty as long as whole packets are taken. Grows to the largest packet that comes.</summary>
    public Span<byte> Free
    {
        get
        {
            if (_start > 0)
                MoveToFront();
            if (_end == _buffer.Length)
                Array.Resize(ref _buffer, Math.Min(2 * _buffer.Length, LargestPacket));
            return _buffer.AsSpan(_end);
        }
    }

    /// <summary>That many bytes were put there.</summary>
    public void Received(int count) => _end += count;

    /// <summary>Takes the next whole packet. Its payload is valid until <see cref="Free"/> is asked for.</summary>
    /// <returns>False: more bytes are needed, or there is a <see cref="Fault"/>.</returns>
    public bool TryTake(out SoupType type, out ReadOnlySpan<byte> payload)
    {
        type = default;
        payload = default;
        var waiting = _buffer.AsSpan(_start, _end - _start);
        Fault ??= FaultOf(waiting);
        if (Fault is not null || waiting.Length < SoupPacket.Overhead)
            return false;

        var size = sizeof(ushort) + BinaryPrimitives.ReadUInt16BigEndian(waiting);
        if (waiting.Length < size)
            return false;
        type = (SoupType)waiting[2];
        payload = waiting[SoupPacket.Overhead..size];
        _start += size;
        return true;
    }

    private void MoveToFront()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
    }

    private static string? FaultOf(ReadOnlySpan<byte> waiting)
    {
        if (waiting.Length >= sizeof(ushort) && BinaryPrimitives.ReadUInt16BigEndian(waiting) == 0)
            return "a packet of length 0; every packet has at least its type";
        if (waiting.Length >= SoupPacket.Overhead && !IsKnown((SoupType)waiting[2]))
            return $"a packet of type 0x{waiting[2]:X2}; SoupBinTCP has + A J S U H Z L R O";
        return null;
    }

    private static bool IsKnown(SoupType type) =>
        type
            is SoupType.Debug
                or SoupType.LoginAccepted
                or SoupType.LoginRejected
                or SoupType.SequencedData
                or SoupType.UnsequencedData
                or SoupType.ServerHeartbeat
                or SoupType.EndOfSession
                or SoupType.LoginRequest
                or SoupType.ClientHeartbeat
                or SoupType.Logout;
}
