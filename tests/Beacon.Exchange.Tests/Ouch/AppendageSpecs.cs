using Beacon.Exchange.Ouch;
using static Beacon.Exchange.Tests.SoupBinTcp.Wire;

namespace Beacon.Exchange.Tests.Ouch;

public class AppendageSpecs
{
    // A message of three bytes that is nothing but its type and the length of its appendages.
    private const int LengthOffset = 1;

    [Theory]
    [InlineData("'O' 0008 05 01 'FIRM' 01 0A", "01=4649524D 0A=")]
    [InlineData("'O' 0000", "")]
    [InlineData("'O' 0003 02 07 FF 02 08 FF", "07=FF")]
    public void Elements_are_a_length_without_itself_a_tag_and_a_value(string message, string expected) =>
        Assert.Equal(expected, Walk(Bytes(message)));

    [Theory]
    [InlineData("'O'", "")]
    [InlineData("'O' 00", "")]
    [InlineData("'O' FFFF 02 07 FF", "07=FF")]
    [InlineData("'O' 0006 02 07 FF 05 01 'F'", "07=FF")]
    [InlineData("'O' 0006 02 07 FF 00 01 02", "07=FF")]
    public void What_is_missing_or_cut_short_ends_the_walk(string message, string expected) => Assert.Equal(expected, Walk(Bytes(message)));

    [Fact]
    public void An_order_with_appendages_is_read_and_they_are_found_behind_it()
    {
        var message = new byte[EnterOrder.Size + 4];
        new EnterOrder(1, Side.Buy, 100, Symbol.Parse("AAPL"), 1_000_000, TimeInForce.Day).Write(message);
        Bytes("0004 03 02 ABCD").CopyTo(message, EnterOrder.AppendageLengthOffset);

        Assert.True(EnterOrder.TryRead(message, out _));
        Assert.Equal("02=ABCD", Walk(message, EnterOrder.AppendageLengthOffset));
    }

    [Fact]
    public void Random_bytes_never_throw()
    {
        var random = new Random(5);
        for (var round = 0; round < 5000; round++)
        {
            var message = new byte[random.Next(0, 40)];
            random.NextBytes(message);
            if (message.Length > 2)
                message[1] = 0;
            Walk(message);
        }
    }

    private static string Walk(byte[] message, int lengthOffset = LengthOffset)
    {
        var appendages = new Appendages(message, lengthOffset);
        var seen = new List<string>();
        while (appendages.MoveNext())
            seen.Add($"{appendages.Tag:X2}={Convert.ToHexString(appendages.Value)}");
        return string.Join(' ', seen);
    }
}
