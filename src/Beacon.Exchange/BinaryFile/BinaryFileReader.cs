using System.Buffers.Binary;
using System.IO.Compression;

namespace Beacon.Exchange.BinaryFile;

/// <summary>
/// Walks the records of a BinaryFILE 1.00: each a length of two bytes and that many bytes; a length of zero, or the end of the file, ends
/// the session. Files of any size, in constant memory; those that are compressed by gzip (RFC 1952) are read as what they hold.
/// </summary>
public sealed class BinaryFileReader : IDisposable
{
    private const int BufferBytes = 256 * 1024;
    private const byte GzipFirst = 0x1F;
    private const byte GzipSecond = 0x8B;

    private readonly Stream _stream;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _end;
    private int _current;
    private int _length;

    /// <summary>Reads a stream, which it owns.</summary>
    public BinaryFileReader(Stream stream)
    {
        _stream = stream;
        FillTo(sizeof(ushort));
        if (_end < sizeof(ushort) || _buffer[0] != GzipFirst || _buffer[1] != GzipSecond)
            return;
        _stream = new GZipStream(new ResumedStream(_buffer.AsSpan(0, _end).ToArray(), stream), CompressionMode.Decompress);
        _end = 0;
    }

    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">The file can't be opened.</exception>
    public static BinaryFileReader Open(string path) =>
        new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0));

    /// <summary>The present record. Valid until the next one is gone to.</summary>
    public ReadOnlySpan<byte> Current => _buffer.AsSpan(_current, _length);

    /// <summary>Where the present record begins, with its length, in bytes of what is not compressed.</summary>
    public long Offset { get; private set; }

    /// <summary>Goes to the next record; false: the session or the file ends here.</summary>
    /// <exception cref="InvalidDataException">The file ends within a record, or is not whole gzip.</exception>
    public bool MoveNext()
    {
        var present = _current == 0 && _length == 0 ? 0 : sizeof(ushort) + _length;
        Offset += present;
        if (!FillTo(sizeof(ushort)))
            return _end == _start ? End() : throw CutShort(sizeof(ushort));

        var length = BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(_start));
        if (length == 0)
            return End();
        if (!FillTo(sizeof(ushort) + length))
            throw CutShort(sizeof(ushort) + length);
        (_current, _length) = (_start + sizeof(ushort), length);
        _start = _current + length;
        return true;
    }

    /// <inheritdoc />
    public void Dispose() => _stream.Dispose();

    private bool End()
    {
        (_current, _length) = (0, 0);
        return false;
    }

    /// <summary>False: there are not so many bytes any more.</summary>
    private bool FillTo(int count)
    {
        if (_end - _start >= count)
            return true;
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        while (_end < count)
        {
            var read = _stream.Read(_buffer.AsSpan(_end));
            if (read == 0)
                return false;
            _end += read;
        }

        return true;
    }

    private InvalidDataException CutShort(int expected) =>
        new($"the record at offset {Offset} is cut short: {expected} bytes were expected, {_end - _start} are there");
}
