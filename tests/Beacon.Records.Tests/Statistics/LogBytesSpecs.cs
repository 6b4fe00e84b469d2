using System.IO.Compression;
using System.Text;
using Beacon.Records.Statistics;

namespace Beacon.Records.Tests.Statistics;

public sealed class LogBytesSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("log-bytes").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Compressed_and_plain_parts_are_read_as_one_log()
    {
        var oldest = Path.Combine(_folder, "a.out.log.2.gz");
        using (var file = new GZipStream(File.Create(oldest), CompressionLevel.Fastest))
            file.Write("0123"u8);
        var older = Path.Combine(_folder, "a.out.log.1");
        File.WriteAllText(older, "4567");
        var newest = Path.Combine(_folder, "a.out.log");
        File.WriteAllText(newest, "89");

        using var log = new LogBytes(LogFiles.At(oldest, older, newest));
        Assert.Equal(10, log.Length);
        for (var start = 0; start <= 10; start++)
        for (var length = 0; start + length <= 10; length++)
        {
            var buffer = new byte[length];
            Assert.Equal(length, log.Read(buffer, start));
            Assert.Equal("0123456789".Substring(start, length), Encoding.ASCII.GetString(buffer));
        }
    }

    [Fact]
    public void A_damaged_compressed_part_is_reported()
    {
        var part = Path.Combine(_folder, "a.out.log.1.gz");
        File.WriteAllText(part, "this was never compressed");
        using var log = new LogBytes(LogFiles.At(part));

        Assert.Throws<InvalidDataException>(() => log.Read(new byte[1], 0));
    }
}
