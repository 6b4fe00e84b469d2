using System.Text;
using Beacon.Processes.Capturing;

namespace Beacon.Processes.Tests;

public class LineAssemblerSpecs
{
    private const int Cap = 1000;

    [Theory]
    [InlineData("a\nb\n", "a|b")]
    [InlineData("a\r\nb\r\n", "a|b")]
    [InlineData("10%\r20%\rdone\n", "10%|20%|done")]
    [InlineData("a\n\nb", "a||b")]
    [InlineData("no end", "no end")]
    [InlineData("", "")]
    public void Lines_are_found_whatever_the_chunks(string text, string lines)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var size = 1; size <= Math.Max(1, bytes.Length); size++)
        {
            var found = new List<string>();
            var assembler = new LineAssembler(Cap, line => found.Add(Encoding.UTF8.GetString(line)));
            foreach (var chunk in bytes.Chunk(size))
                assembler.Append(chunk);
            assembler.Complete();
            Assert.Equal(lines, string.Join('|', found));
        }
    }

    [Fact]
    public void A_line_above_the_cap_is_cut_and_the_next_line_is_whole()
    {
        var lengths = new List<int>();
        var assembler = new LineAssembler(Cap, line => lengths.Add(line.Length));
        for (var round = 0; round < 3; round++)
            assembler.Append(new byte[Cap / 2 + 1]);
        assembler.Append("\nab\n"u8);
        Assert.Equal([Cap, 2], lengths);
    }

    [Theory]
    [InlineData("a\nb\nc\nd\n", 1, 4)]
    [InlineData("a\r\nb\r\nc\r\nd", 1, 6)]
    [InlineData("10%\r20%\rdone\nend", 2, 9)]
    [InlineData("one line\n", 2, 5)]
    [InlineData("\n\n\n\n", 0, 2)]
    public void Skipped_lines_are_counted_and_an_incomplete_line_is_not_reported(string text, int from, int to)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var all = new List<string>();
        var whole = new LineAssembler(Cap, line => all.Add(Encoding.UTF8.GetString(line)));
        whole.Append(bytes);
        whole.Complete();

        var told = new List<string>();
        var assembler = new LineAssembler(Cap, line => told.Add(Encoding.UTF8.GetString(line)));
        assembler.Append(bytes.AsSpan(0, from));
        var skipped = 0;
        foreach (var one in bytes[from..to])
            skipped += assembler.Skip([one]);
        assembler.Append(bytes.AsSpan(to));
        assembler.Complete();

        Assert.Equal(all.Count, told.Count + skipped);
        Assert.True(skipped > 0);
        Assert.Subset(all.ToHashSet(), told.ToHashSet());
    }
}
