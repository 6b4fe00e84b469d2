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
        var reader = new BinaryFileReader(Convert.FromHexString(hex));
        Assert.True(reader.MoveNext());
        Assert.Equal("ab"u8, reader.Current);
        Assert.True(reader.MoveNext());
        Assert.Equal("c"u8, reader.Current);
        Assert.False(reader.MoveNext());
    }

    [Theory]
    [InlineData("000261620005636465", "offset 4")]
    [InlineData("0002616200", "offset 4")]
    public void A_record_that_is_cut_short_is_told_with_its_offset(string hex, string told)
    {
        var thrown = Assert.Throws<InvalidDataException>(() =>
        {
            var reader = new BinaryFileReader(Convert.FromHexString(hex));
            while (reader.MoveNext()) { }
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
    }
}
