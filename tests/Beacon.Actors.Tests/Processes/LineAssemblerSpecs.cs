using System.Text;
using Beacon.Actors.Processes.Linux;

namespace Beacon.Actors.Tests.Processes;

public class LineAssemblerSpecs
{
    [Theory]
    [InlineData("a\nb\n", "a|b")]
    [InlineData("a\r\nb\r\n", "a|b")]
    [InlineData("10%\r20%\rdone\n", "10%|20%|done")]
    [InlineData("a\n\nb", "a||b")]
    [InlineData("no end", "no end")]
    [InlineData("", "")]
    public void Lines_are_found_however_the_bytes_are_cut(string text, string lines)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var size = 1; size <= Math.Max(1, bytes.Length); size++)
        {
            var found = new List<string>();
            var assembler = new LineAssembler((line, _) => found.Add(Encoding.UTF8.GetString(line)));
            foreach (var chunk in bytes.Chunk(size)) assembler.Append(chunk);
            assembler.Complete();
            Assert.Equal(lines, string.Join('|', found));
        }
    }

    [Fact]
    public void Each_line_knows_where_it_begins()
    {
        var offsets = new List<long>();
        var assembler = new LineAssembler((_, offset) => offsets.Add(offset));
        assembler.Append("ab\ncd"u8);
        assembler.Append("e\r\nf"u8);
        assembler.Complete();
        Assert.Equal([0, 3, 8], offsets);
    }

    [Fact]
    public void What_is_longer_than_the_cap_is_cut_and_the_next_line_is_whole()
    {
        var lengths = new List<int>();
        var assembler = new LineAssembler((line, _) => lengths.Add(line.Length));
        for (var round = 0; round < 3; round++) assembler.Append(new byte[LineAssembler.Cap / 2 + 1]);
        assembler.Append("\nab\n"u8);
        Assert.Equal([LineAssembler.Cap, 2], lengths);
    }
}
