using System.IO.Compression;
using Beacon.Exchange.BinaryFile;

namespace Beacon.Exchange.Tests.BinaryFile;

public class BinaryFileSpecs
{
    [Theory]
    [InlineData("00026162000163")]
    [InlineData("000261620001630000")]
    [InlineData("000261620001630000FFFF")]
    public void Records_are_read_to_the_end_of_the_session_or_of_the_file(string hex)
    {
        foreach (var bytes in new[] { Convert.FromHexString(hex), Gzip(Convert.FromHexString(hex)) })
        {
            using var reader = Reader(bytes);
            Assert.True(reader.MoveNext());
            Assert.Equal("ab"u8, reader.Current);
            Assert.Equal(0, reader.Offset);
            Assert.True(reader.MoveNext());
            Assert.Equal("c"u8, reader.Current);
            Assert.Equal(4, reader.Offset);
            Assert.False(reader.MoveNext());
        }
    }

    [Theory]
    [InlineData("000261620005636465", "offset 4 is cut short: 7 bytes were expected, 5 are there")]
    [InlineData("0002616200", "offset 4 is cut short: 2 bytes were expected, 1 are there")]
    public void A_record_that_is_cut_short_is_told_with_its_offset(string hex, string told)
    {
        foreach (var bytes in new[] { Convert.FromHexString(hex), Gzip(Convert.FromHexString(hex)) })
            Assert.Contains(told, Assert.Throws<InvalidDataException>(() => ReadAll(bytes)).Message);
    }

    [Fact]
    public void An_empty_file_has_no_records() => Assert.Equal(0, ReadAll([]));

    [Fact]
    public void Gzip_that_is_cut_short_is_reported()
    {
        var whole = Gzip(
            new byte[100_000]
                .Select((_, index) => (byte)(index * 7))
                .ToArray()
        );

        Assert.Throws<InvalidDataException>(() => ReadAll(whole[..(whole.Length / 2)]));
    }

    [Fact]
    public void A_file_of_more_than_two_gigabytes_is_read_in_constant_memory()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var records = 0L;
        using var reader = new BinaryFileReader(new EndlessRecords(2_300_000_000));
        while (reader.MoveNext())
            records++;

        Assert.Equal(2_300_000_000 / 40_002, records);
        Assert.True(reader.Offset > int.MaxValue);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Theory]
    [InlineData("0001 53", "offset 0 is no ITCH 5.0 message: type 'S' with 1 bytes; that type has 12")]
    [InlineData("000C 530000000000000000000000 0004 7A000000", "offset 14 is no ITCH 5.0 message: type 'z' with 4 bytes; there is no such")]
    [InlineData("0002 01FF", "offset 0 is no ITCH 5.0 message: type 0x01 with 2 bytes")]
    public void A_record_that_is_no_ITCH_is_reported_with_its_offset(string hex, string told)
    {
        using var file = new ItchFileReader(Reader(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))));

        var thrown = Assert.Throws<InvalidDataException>(() =>
        {
            while (file.MoveNext()) { }
        });

        Assert.Contains(told, thrown.Message);
    }

    [Fact]
    public void What_is_written_is_read()
    {
        var stream = new MemoryStream();
        var writer = new BinaryFileWriter(stream);
        writer.Write("ab"u8);
        writer.End();
        Assert.Equal("000261620000", Convert.ToHexString(stream.ToArray()));
        Assert.Throws<ArgumentException>(() => writer.Write([]));
        Assert.Throws<ArgumentException>(() => writer.Write(new byte[65_536]));
    }

    [Fact]
    public void Random_bytes_are_read_or_refused()
    {
        var random = new Random(4);
        for (var round = 0; round < 5000; round++)
        {
            var bytes = new byte[random.Next(0, 200)];
            random.NextBytes(bytes);
            for (var index = 0; index < bytes.Length; index += random.Next(1, 9))
                bytes[index] = 0;
            try
            {
                ReadAll(bytes);
            }
            catch (InvalidDataException)
            {
                // The one exception that there may be.
            }
        }
    }

    private static int ReadAll(byte[] bytes)
    {
        using var reader = Reader(bytes);
        var records = 0;
        while (reader.MoveNext())
            records++;
        return records;
    }

    private static BinaryFileReader Reader(byte[] bytes) => new(new MemoryStream(bytes));

    private static byte[] Gzip(byte[] bytes)
    {
        var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return stream.ToArray();
    }

    /// <summary>Records of 40,000 bytes, as many as fit.</summary>
    private sealed class EndlessRecords(long length) : Stream
    {
        private const int RecordBytes = 40_002;
        private readonly byte[] _record = [0x9C, 0x40, .. new byte[40_000]];
        private long _position;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var end = length / RecordBytes * RecordBytes;
            var read = (int)Math.Min(Math.Min(count, RecordBytes - _position % RecordBytes), end - _position);
            _record.AsSpan((int)(_position % RecordBytes), read).CopyTo(buffer.AsSpan(offset));
            _position += read;
            return read;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
