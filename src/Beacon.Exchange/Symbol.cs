using System.Buffers.Binary;
using System.Text;

namespace Beacon.Exchange;

/// <summary>A stock symbol: up to eight ASCII letters, left-justified and padded with spaces, as the wire formats carry it.</summary>
/// <param name="Packed">The eight bytes, the first in the highest place.</param>
public readonly record struct Symbol(ulong Packed)
{
    /// <summary>Bytes on the wire.</summary>
    public const int Size = 8;

    /// <summary>Nothing but padding.</summary>
    public bool IsBlank => Packed == 0x2020202020202020;

    /// <summary>A symbol from its letters.</summary>
    /// <param name="text">One to eight ASCII characters.</param>
    /// <exception cref="ArgumentException">The text is empty, longer, or not ASCII.</exception>
    public static Symbol Parse(string text)
    {
        if (text.Length is 0 or > Size || !Ascii.IsValid(text))
            throw new ArgumentException($"\"{text}\" is no symbol of one to eight ASCII characters", nameof(text));
        Span<byte> bytes = stackalloc byte[Size];
        bytes.Fill((byte)' ');
        Encoding.ASCII.GetBytes(text, bytes);
        return Read(bytes);
    }

    /// <summary>Reads a symbol.</summary>
    public static Symbol Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt64BigEndian(bytes));

    /// <summary>Writes the symbol.</summary>
    public void Write(Span<byte> bytes) => BinaryPrimitives.WriteUInt64BigEndian(bytes, Packed);

    /// <inheritdoc />
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        Write(bytes);
        return PrintableText.Of(bytes).TrimEnd();
    }
}
