using Beacon.Actors.Host.Console;

namespace Beacon.Actors.Host.Tests.Console;

public class AsciiOutputSpecs
{
    [Fact]
    public void The_signs_of_Beacon_are_written_in_ASCII_and_what_a_program_printed_stays()
    {
        var inner = new StringWriter();
        var output = new AsciiOutput(inner);
        output.Write("✓ a → b · 3 ms…");
        output.Write("│ größer │".ToCharArray(), 0, 10);
        Assert.Equal("+ a > b - 3 ms~| größer |", inner.ToString());
    }
}
