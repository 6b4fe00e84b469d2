namespace Beacon.Exchange.SoupBinTcp;

/// <summary>
/// The payload of a Login Request packet (SoupBinTCP 3.00 and 4.00; 4.10 adds the time-out). Offsets count from the packet's first byte.
/// User and password are the same in capitals and in small letters.
/// </summary>
/// <param name="User">Offset 3, length 6, padded on the right.</param>
/// <param name="Password">Offset 9, length 10, padded on the right.</param>
/// <param name="Session">Offset 19, length 10, padded on the left; empty: whichever is there.</param>
/// <param name="Sequence">Offset 29, length 20, ASCII digits padded on the left: the next message wanted; 0: from now on.</param>
/// <param name="TimeoutMilliseconds">
/// Offset 49, length 5, ASCII digits padded on the left, 4.10 only (Heartbeat Timeout): after how long without a packet of the client the
/// server takes it for gone; 0 or blank: the server decides. Null: as of 3.00, without this field.
/// </param>
public readonly record struct LoginRequest(string User, string Password, string Session, ulong Sequence, int? TimeoutMilliseconds = null)
{
    /// <summary>What users and passwords are compared by.</summary>
    public static readonly StringComparer CredentialComparer = StringComparer.OrdinalIgnoreCase;

    /// <summary>Bytes of the payload in 3.00 and 4.00.</summary>
    public const int Size = 46;

    /// <summary>Bytes of the payload in 4.10.</summary>
    public const int SizeWithTimeout = 51;

    /// <summary>Reads a payload; false: its length, a text or a number is wrong.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out LoginRequest request)
    {
        request = default;
        if (
            payload.Length is not (Size or SizeWithTimeout)
            || !PaddedText.TryRead(payload[..6], out var user)
            || !PaddedText.TryRead(payload.Slice(6, 10), out var password)
            || !PaddedText.TryRead(payload.Slice(16, 10), out var session)
            || !PaddedText.TryReadNumber(payload.Slice(26, 20), out var sequence)
            || !PaddedText.TryReadNumber(payload[Size..], out var timeout)
        )
            return false;
        request = new LoginRequest(user, password, session, sequence, payload.Length == Size ? null : (int)timeout);
        return true;
    }

    /// <summary>Writes the payload, as of 4.10 if it has a time-out; returns its size.</summary>
    /// <exception cref="ArgumentException">A text is longer than its field.</exception>
    public int Write(Span<byte> payload)
    {
        PaddedText.WriteLeft(payload[..6], User);
        PaddedText.WriteLeft(payload.Slice(6, 10), Password);
        PaddedText.WriteRight(payload.Slice(16, 10), Session);
        PaddedText.WriteNumber(payload.Slice(26, 20), Sequence);
        if (TimeoutMilliseconds is not { } milliseconds)
            return Size;
        PaddedText.WriteNumber(payload.Slice(46, 5), (ulong)milliseconds);
        return SizeWithTimeout;
    }
}
