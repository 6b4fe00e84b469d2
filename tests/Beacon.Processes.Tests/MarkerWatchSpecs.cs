using System.Text;
using Beacon.Processes.Capturing;

namespace Beacon.Processes.Tests;

public class MarkerWatchSpecs
{
    [Theory]
    [InlineData("a\n== STATS ==\nx: 1\n", "== STATS ==\nx: 1\n")]
    [InlineData("STATS", "STATS")]
    [InlineData("STATS\nSTATS\nb", "STATS\nb")]
    [InlineData("STA\nTS\n", null)]
    [InlineData("SSTATS\n", "SSTATS\n")]
    [InlineData("a STATS b STATS c\nend", "a STATS b STATS c\nend")]
    [InlineData("", null)]
    public void The_last_line_with_the_marker_is_found_whatever_the_chunks(string text, string? fromMarker)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var size = 1; size <= Math.Max(1, bytes.Length); size++)
        {
            var watch = new MarkerWatch("STATS"u8.ToArray());
            foreach (var chunk in bytes.Chunk(size))
                watch.Append(chunk);
            Assert.Equal(fromMarker?.Length, watch.BytesSince);
        }
    }

    [Fact]
    public void A_marker_of_one_byte_is_found()
    {
        var watch = new MarkerWatch("#"u8.ToArray());
        watch.Append("a\nb#c\nd"u8);
        watch.Append("e\n"u8);
        Assert.Equal("b#c\nde\n".Length, watch.BytesSince);
    }
}
