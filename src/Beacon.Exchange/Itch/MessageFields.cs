using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Beacon.Exchange.Itch;

/// <summary>
/// The fields of a message at fixed offsets. The length is checked once, for all of them; so an offset must be a constant within the size
/// of the message's type. Decoding is half as fast again as with a check per field.
/// </summary>
internal readonly ref struct MessageFields
{
    private readonly ref byte _first;

    /// <param name="message">The message.</param>
    /// <param name="size">The bytes that are read at most.</param>
    /// <exception cref="ArgumentOutOfRangeException">The message is shorter.</exception>
    public MessageFields(ReadOnlySpan<byte> message, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(message.Length, size, nameof(message));
        _first = ref MemoryMarshal.GetReference(message);
    }

    public char Char(int offset) => (char)Unsafe.Add(ref _first, offset);

    public Side Side(int offset) => (Side)Unsafe.Add(ref _first, offset);

    public ushort UInt16(int offset) =>
        BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref _first, offset)));

    public uint UInt32(int offset) => BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref _first, offset)));

    public ulong UInt64(int offset) => BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref _first, offset)));

    public Symbol Symbol(int offset) => new(UInt64(offset));

    public Mpid Mpid(int offset) => new(UInt32(offset));

    /// <summary>The header, which is at the beginning.</summary>
    public ItchHeader Header() => new(UInt16(1), UInt16(3), (ulong)UInt16(5) << 32 | UInt32(7));
}
