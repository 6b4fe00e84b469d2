using System.Buffers.Binary;
using System.Text;

namespace Beacon.Exchange;

/// <summary>Four ASCII characters, padded with spaces on the right: a market participant, or a reason code.</summary>
/// <param name="Packed">The four bytes, the first in the highest place.</param>
public readonly record struct Mpid(uint Packed)
{
    /// <summary>Bytes on the wire.</summary>
    public const int Size = 4;

    /// <summary>Nothing but padding.</summary>
    public static readonly Mpid Blank = new(0x20202020);

    /// <summary>An identifier from its text.</summary>
    /// <exception cref="ArgumentException">The text is longer than four characters, or not ASCII.</exception>
    public static Mpid Parse(string text)
    {
        if (text.Length > Size || !Ascii.IsValid(text))
            throw new ArgumentException($"\"{text}\" is no identifier of up to {Size} ASCII characters", nameof(text));
        Span<byte> bytes = stackalloc byte[Size];
        bytes.Fill((byte)' ');
        Encoding.ASCII.GetBytes(text, bytes);
        return Read(bytes);
    }

    /// <summary>Reads an identifier.</summary>
    public static Mpid Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt32BigEndian(bytes));

    /// <summary>Writes the identifier.</summary>
    public void Write(Span<byte> bytes) => BinaryPrimitives.WriteUInt32BigEndian(bytes, Packed);

    /// <inheritdoc />
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        Write(bytes);
        return PrintableText.Of(bytes).TrimEnd();
    }
}
