using System.Buffers.Binary;

namespace Beacon.Exchange.Ouch;

/// <summary>
/// Disable Order Entry and Enable Order Entry (OUCH 5.0 rev 1.04, inbound types D and E, 11 bytes and appendages): whether orders of a firm
/// are accepted from this account.
/// </summary>
/// <param name="IsEnabled">Offset 0, length 1: E enable, D disable.</param>
/// <param name="UserRef">Offset 1, length 4: higher than all before.</param>
/// <param name="Firm">Offset 5, length 4: the firm.</param>
public readonly record struct OrderEntrySwitch(bool IsEnabled, uint UserRef, Mpid Firm)
{
    /// <summary>The type of the one that disables.</summary>
    public const char DisableType = 'D';

    /// <summary>The type of the one that enables.</summary>
    public const char EnableType = 'E';

    /// <summary>Bytes on the wire without appendages.</summary>
    public const int Size = 11;

    /// <summary>Where the length of the <see cref="Appendages"/> stands.</summary>
    public const int AppendageLengthOffset = 9;

    /// <summary>Reads a message; false: it is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out OrderEntrySwitch request)
    {
        request = default;
        if (message.Length < AppendageLengthOffset)
            return false;
        request = new OrderEntrySwitch(
            message[0] == EnableType,
            BinaryPrimitives.ReadUInt32BigEndian(message[1..]),
            Mpid.Read(message[5..])
        );
        return true;
    }

    /// <summary>Writes the message without appendages; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[0] = (byte)(IsEnabled ? EnableType : DisableType);
        BinaryPrimitives.WriteUInt32BigEndian(message[1..], UserRef);
        Firm.Write(message[5..]);
        BinaryPrimitives.WriteUInt16BigEndian(message[AppendageLengthOffset..], 0);
        return Size;
    }
}
