namespace Beacon.Exchange.SoupBinTcp;

/// <summary>The payload of a Login Accepted packet (SoupBinTCP 3.00). Offsets count from the packet's first byte.</summary>
/// <param name="Session">Offset 3, length 10, padded on the left.</param>
/// <param name="Sequence">Offset 13, length 20, ASCII digits padded on the left: the number of the next sequenced message.</param>
public readonly record struct LoginAccepted(string Session, ulong Sequence)
{
    /// <summary>Bytes of the payload.</summary>
    public const int Size = 30;

    /// <summary>Reads a payload; false: its length, its text or its number is wrong.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out LoginAccepted accepted)
    {
        accepted = default;
        if (
            payload.Length != Size
            || !PaddedText.TryRead(payload[..10], out var session)
            || !PaddedText.TryReadNumber(payload.Slice(10, 20), out var sequence)
        )
            return false;
        accepted = new LoginAccepted(session, sequence);
        return true;
    }

    /// <summary>Writes the payload; returns its size.</summary>
    /// <exception cref="ArgumentException">The session's name is longer than its field.</exception>
    public int Write(Span<byte> payload)
    {
        PaddedText.WriteRight(payload[..10], Session);
        PaddedText.WriteNumber(payload.Slice(10, 20), Sequence);
        return Size;
    }
}
