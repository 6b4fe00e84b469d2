using System.Buffers.Binary;

namespace Beacon.Exchange.Ouch;

/// <summary>
/// Walks the optional fields behind a message (OUCH 5.0 rev 1.04): a length of two bytes, then elements of a length that does not count
/// itself, a tag and a value. Lenient: what is missing or cut short ends the walk.
/// </summary>
public ref struct Appendages
{
    private ReadOnlySpan<byte> _rest;

    /// <summary>The appendages of a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="lengthOffset">
    /// Where their length stands: in messages that always have it, within; in others, behind what they always have.
    /// </param>
    public Appendages(ReadOnlySpan<byte> message, int lengthOffset)
    {
        if (message.Length < lengthOffset + sizeof(ushort))
            return;
        var behind = message[(lengthOffset + sizeof(ushort))..];
        _rest = behind[..Math.Min(behind.Length, BinaryPrimitives.ReadUInt16BigEndian(message[lengthOffset..]))];
    }

    /// <summary>
    /// Whether what follows the fields of a message is a length and that many bytes of whole elements, and nothing behind. Messages that
    /// need no appendages may end without the length.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="lengthOffset">Where the length of the appendages stands.</param>
    /// <param name="isRequired">Whether the length must be there.</param>
    public static bool AreWhole(ReadOnlySpan<byte> message, int lengthOffset, bool isRequired)
    {
        if (message.Length == lengthOffset)
            return !isRequired;
        if (message.Length < lengthOffset + sizeof(ushort))
            return false;
        var rest = message[(lengthOffset + sizeof(ushort))..];
        if (rest.Length != BinaryPrimitives.ReadUInt16BigEndian(message[lengthOffset..]))
            return false;
        while (!rest.IsEmpty)
        {
            if (rest[0] == 0 || rest.Length <= rest[0])
                return false;
            rest = rest[(1 + rest[0])..];
        }

        return true;
    }

    /// <summary>The present element's tag.</summary>
    public byte Tag { get; private set; }

    /// <summary>The present element's value.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Goes to the next element; false: there is none.</summary>
    public bool MoveNext()
    {
        if (_rest.IsEmpty || _rest[0] == 0 || _rest.Length <= _rest[0])
            return false;
        var length = _rest[0];
        Tag = _rest[1];
        Value = _rest[2..(1 + length)];
        _rest = _rest[(1 + length)..];
        return true;
    }
}
