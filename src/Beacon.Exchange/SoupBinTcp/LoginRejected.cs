namespace Beacon.Exchange.SoupBinTcp;

/// <summary>The payload of a Login Rejected packet (SoupBinTCP 3.00).</summary>
/// <param name="Reason">Offset 3 of the packet, length 1.</param>
public readonly record struct LoginRejected(LoginRejectReason Reason)
{
    /// <summary>Bytes of the payload.</summary>
    public const int Size = 1;

    /// <summary>Reads a payload; false: its length is wrong.</summary>
    public static bool TryRead(ReadOnlySpan<byte> payload, out LoginRejected rejected)
    {
        rejected = payload.Length == Size ? new LoginRejected((LoginRejectReason)payload[0]) : default;
        return payload.Length == Size;
    }

    /// <summary>Writes the payload; returns its size.</summary>
    public int Write(Span<byte> payload)
    {
        payload[0] = (byte)Reason;
        return Size;
    }
}

/// <summary>Why a login was rejected.</summary>
public enum LoginRejectReason : byte
{
    /// <summary>User or password is not accepted.</summary>
    NotAuthorized = (byte)'A',

    /// <summary>The session asked for is not there.</summary>
    SessionNotAvailable = (byte)'S',
}
