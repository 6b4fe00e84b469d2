using System.Buffers.Binary;

namespace Beacon.Exchange.Ouch;

/// <summary>Mass Cancel (OUCH 5.0 rev 1.04, inbound type C, 19 bytes and appendages): cancels all live orders that are meant.</summary>
/// <param name="UserRef">Offset 1, length 4: higher than all before.</param>
/// <param name="Firm">Offset 5, length 4: the firm whose orders are meant; blank: the default firm of the account.</param>
/// <param name="Symbol">Offset 9, length 8: the symbol that is meant; blank: whichever.</param>
public readonly record struct MassCancelOrder(uint UserRef, Mpid Firm, Symbol Symbol)
{
    /// <summary>The type.</summary>
    public const char Type = 'C';

    /// <summary>Bytes on the wire without appendages.</summary>
    public const int Size = 19;

    /// <summary>Where the length of the <see cref="Appendages"/> stands.</summary>
    public const int AppendageLengthOffset = 17;

    /// <summary>Reads a message; false: it is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> message, out MassCancelOrder cancel)
    {
        cancel = default;
        if (message.Length < AppendageLengthOffset)
            return false;
        cancel = new MassCancelOrder(
            BinaryPrimitives.ReadUInt32BigEndian(message[1..]),
            Mpid.Read(message[5..]),
            Symbol.Read(message[9..])
        );
        return true;
    }

    /// <summary>Writes the message without appendages; returns its size.</summary>
    public int Write(Span<byte> message)
    {
        message[0] = (byte)Type;
        BinaryPrimitives.WriteUInt32BigEndian(message[1..], UserRef);
        Firm.Write(message[5..]);
        Symbol.Write(message[9..]);
        BinaryPrimitives.WriteUInt16BigEndian(message[AppendageLengthOffset..], 0);
        return Size;
    }
}
