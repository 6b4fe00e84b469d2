using Beacon.Exchange.Itch;

namespace Beacon.Exchange.BinaryFile;

/// <summary>Walks the messages of a BinaryFILE that holds ITCH 5.0 and nothing else.</summary>
/// <param name="reader">The records; owned.</param>
public sealed class ItchFileReader(BinaryFileReader reader) : IDisposable
{
    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">The file can't be opened.</exception>
    public static ItchFileReader Open(string path) => new(BinaryFileReader.Open(path));

    /// <summary>The present message. Valid until the next one is gone to.</summary>
    public ReadOnlySpan<byte> Current => reader.Current;

    /// <summary>Where the present message's record begins, in bytes of what is not compressed.</summary>
    public long Offset => reader.Offset;

    /// <summary>Goes to the next message; false: there are no more.</summary>
    /// <exception cref="InvalidDataException">The file ends within a record, or a record is no message of ITCH 5.0.</exception>
    public bool MoveNext()
    {
        if (!reader.MoveNext())
            return false;
        return ItchTypes.IsWhole(reader.Current) ? true : throw new InvalidDataException(Describe(reader.Current));
    }

    /// <inheritdoc />
    public void Dispose() => reader.Dispose();

    private string Describe(ReadOnlySpan<byte> record)
    {
        var type = record[0] is >= 0x21 and <= 0x7E ? $"'{(char)record[0]}'" : $"0x{record[0]:X2}";
        var length = ItchTypes.LengthOf(record[0]);
        var expected = length == 0 ? "there is no such type" : $"that type has {length}";
        return $"the record at offset {Offset} is no ITCH 5.0 message: type {type} with {record.Length} bytes; {expected}";
    }
}
