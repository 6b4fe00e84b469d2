using Beacon.Actors.Host.Console;

namespace Beacon.Actors.Host.Tests.Console;

public class LiveRegionSpecs
{
    private readonly StringWriter _terminal = new();
    private (int, int) _size = (40, 10);

    [Fact]
    public void A_drawing_without_a_change_writes_nothing()
    {
        var region = Region();
        region.Draw(Lines("one", "two"));
        Take();
        region.Draw(Lines("one", "two"));
        Assert.Equal("", Take());
    }

    [Fact]
    public void Only_a_changed_line_is_written_again()
    {
        var region = Region();
        region.Draw(Lines("one", "two", "three"));
        Take();
        region.Draw(Lines("one", "TWO", "three"));
        var written = Take();
        Assert.Contains("TWO", written, StringComparison.Ordinal);
        Assert.DoesNotContain("one", written, StringComparison.Ordinal);
        Assert.DoesNotContain("three", written, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_printed_above_and_the_region_are_one_write()
    {
        var region = Region();
        region.Draw(Lines("bar"));
        Take();
        region.Above.WriteLine("first");
        region.Above.WriteLine("second");
        region.Draw(Lines("bar"));
        Assert.Equal("\e[?2026h\r\e[1A\e[Jfirst\nsecond\nbar\n\e[?2026l", Take());
    }

    [Fact]
    public void After_the_terminal_became_narrower_the_rows_that_it_has_wrapped_are_erased_too()
    {
        var region = Region();
        region.Draw(Lines(new string('x', 39), "two"));
        Take();
        _size = (20, 10);
        region.Draw(Lines("x", "two"));
        Assert.Contains("\e[3A\e[J", Take(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_colours_no_colour_is_written()
    {
        var region = new LiveRegion(_terminal, () => _size, isColoured: false);
        region.Draw([new StyledLine().Add("green", Tint.Green)]);
        Assert.DoesNotContain("\e[32m", Take(), StringComparison.Ordinal);
    }

    private LiveRegion Region() => new(_terminal, () => _size, isColoured: true);

    private static List<StyledLine> Lines(params string[] texts) => [.. texts.Select(text => new StyledLine().Add(text))];

    private string Take()
    {
        var written = _terminal.ToString();
        _terminal.GetStringBuilder().Clear();
        return written;
    }
}
