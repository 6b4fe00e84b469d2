namespace Beacon.Exchange.SoupBinTcp;

/// <summary>
/// The payload of a Login Request packet (SoupBinTCP 3.00 and 4.00; 4.10 adds the heartbeat). Offsets count from the packet's first byte.
/// </summary>
/// <param name="User">Offset 3, length 6, padded on the right.</param>
/// <param name="Password">Offset 9, length 10, padded on the right.</param>
/// <param name="Session">Offset 19, length 10, padded on the left; empty: whichever is there.</param>
/// <param name="Sequence">Offset 29, length 20, ASCII digits padded on the left: the next message wanted; 0: from now on.</param>
/// <param name="HeartbeatMilliseconds">
/// Offset 49, length 5, ASCII digits padded on the left, 4.10 only; null: as of 3.00, without this field.
/// </param>
public readonly record struct LoginRequest(string User, string Password, string Session, ulong Sequence, int? HeartbeatMilliseconds = null)
{
    /// <summary>Bytes of the payload in 3.00 and 4.00.</summary>
    public const int Size = 46;

    /// <summary>Bytes of the payload in 4.10.</summary>
    public const int SizeWithHeartbeat = 51;

    /// <summary>Reads a payload; false: its length or one of its numbers is wrong.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out LoginRequest request)
    {
        request = default;
        if (payload.Length is not (Size or SizeWithHeartbeat) || !PaddedText.TryReadNumber(payload.Slice(26, 20), out var sequence))
            return false;

        int? heartbeat = null;
        if (payload.Length == SizeWithHeartbeat)
        {
            if (!PaddedText.TryReadNumber(payload.Slice(46, 5), out var milliseconds))
                return false;
            heartbeat = (int)milliseconds;
        }

        request = new LoginRequest(
            PaddedText.Read(payload[..6]),
            PaddedText.Read(payload.Slice(6, 10)),
            PaddedText.Read(payload.Slice(16, 10)),
            sequence,
            heartbeat
        );
        return true;
    }

    /// <summary>Writes the payload, as of 4.10 if it has a heartbeat; returns its size.</summary>
    /// <exception cref="ArgumentException">A text is longer than its field.</exception>
    public int Write(Span<byte> payload)
    {
        PaddedText.WriteLeft(payload[..6], User);
        PaddedText.WriteLeft(payload.Slice(6, 10), Password);
        PaddedText.WriteRight(payload.Slice(16, 10), Session);
        PaddedText.WriteNumber(payload.Slice(26, 20), Sequence);
        if (HeartbeatMilliseconds is not { } milliseconds)
            return Size;
        PaddedText.WriteNumber(payload.Slice(46, 5), (ulong)milliseconds);
        return SizeWithHeartbeat;
    }
}
