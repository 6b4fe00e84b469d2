using Beacon.Records.Reading;

namespace Beacon.Records.Tests.Reading;

public sealed class GrowingLinesSpecs : IDisposable
{
    private readonly ResultsFolder _records = new();

    public void Dispose() => _records.Dispose();

    [Fact]
    public void Lines_are_read_once_they_are_whole()
    {
        using var lines = new GrowingLines(_records.Folder, "events");
        Assert.Empty(lines.Next());
        Append("one\ntw");
        Assert.Equal(["one"], lines.Next());
        Assert.Empty(lines.Next());
        Append("o\n\nthree\n");
        Assert.Equal(["two", "", "three"], lines.Next());
    }

    // Such as a damaged file has, or one that somebody else has written: it must not fill the memory.
    [Theory]
    [InlineData(GrowingLines.MostBytes, 1)]
    [InlineData(GrowingLines.MostBytes + 1, 0)]
    [InlineData(3 * GrowingLines.MostBytes, 0)]
    public void A_line_that_is_longer_than_any_that_a_run_writes_is_left_out(int length, int kept)
    {
        using var lines = new GrowingLines(_records.Folder, "events");
        Append(new string('x', length));
        Assert.Empty(lines.Next());
        Append("\nnext\nlast\n");

        var read = lines.Next().ToList();
        Assert.Equal(["next", "last"], read[kept..]);
        Assert.All(read[..kept], line => Assert.Equal(length, line.Length));
    }

    private void Append(string text) => File.AppendAllText(_records.Path("events"), text);
}
