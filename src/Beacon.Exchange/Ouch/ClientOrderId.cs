using System.Buffers.Binary;
using System.Text;

namespace Beacon.Exchange.Ouch;

/// <summary>What the client calls its order: up to fourteen ASCII characters, padded on the right. The default is blank.</summary>
public readonly record struct ClientOrderId
{
    /// <summary>Bytes on the wire.</summary>
    public const int Size = 14;

    private const ulong Spaces = 0x2020202020202020;

    // Kept as the difference from blank, so that the default of the struct is a blank one.
    private readonly ulong _first;
    private readonly ulong _last;

    private ClientOrderId(ulong first, ulong last) => (_first, _last) = (first ^ Spaces, last ^ Spaces);

    /// <summary>An identifier from its text.</summary>
    /// <exception cref="ArgumentException">The text is longer than fourteen characters, or not ASCII.</exception>
    public static ClientOrderId Parse(string text)
    {
        if (text.Length > Size || !Ascii.IsValid(text))
            throw new ArgumentException($"\"{text}\" is no client order id of up to {Size} ASCII characters", nameof(text));
        Span<byte> field = stackalloc byte[Size];
        field.Fill((byte)' ');
        Encoding.ASCII.GetBytes(text, field);
        return Read(field);
    }

    /// <summary>Reads an identifier. The two halves overlap by two bytes.</summary>
    public static ClientOrderId Read(ReadOnlySpan<byte> field) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(field), BinaryPrimitives.ReadUInt64BigEndian(field[(Size - sizeof(ulong))..]));

    /// <summary>Writes the identifier.</summary>
    public void Write(Span<byte> field)
    {
        BinaryPrimitives.WriteUInt64BigEndian(field, _first ^ Spaces);
        BinaryPrimitives.WriteUInt64BigEndian(field[(Size - sizeof(ulong))..], _last ^ Spaces);
    }

    /// <inheritdoc />
    public override string ToString()
    {
        Span<byte> field = stackalloc byte[Size];
        Write(field);
        return PrintableText.Of(field).TrimEnd();
    }
}
