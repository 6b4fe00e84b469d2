using Beacon.Plans.Text;

namespace Beacon.Plans.Tests;

public sealed class TerminalTextSpecs
{
    [Theory]
    [InlineData("\e[1;32mOrders\e[0m: 5", "Orders: 5")]
    [InlineData("\e[38:2::1:2:3mOrders\e[K: 5", "Orders: 5")]
    [InlineData("\e]0;title\aOrders: 5", "Orders: 5")]
    [InlineData("\e]8;;http://example\e\\Orders\e]8;;\e\\: 5", "Orders: 5")]
    [InlineData("\e(BOrders: 5", "Orders: 5")]
    [InlineData("\e7Orders: 5\e8", "Orders: 5")]
    [InlineData("Orders: 5\e", "Orders: 5")]
    [InlineData("10 %\r20 %\rOrders: 5", "Orders: 5")]
    [InlineData("10 %\rOrders: 5\r", "Orders: 5")]
    [InlineData("Orders: 5\r\n", "Orders: 5")]
    public void A_line_reads_as_a_terminal_shows_it(string line, string shown) => Assert.Equal(shown, TerminalText.LastShown(line));
}
