using Beacon.Exchange.MoldUdp64;

namespace Beacon.Exchange.Tests.MoldUdp64;

public class MoldSpecs
{
    private static readonly MoldSession Session = MoldSession.Parse("SESSION1");

    [Fact]
    public void A_packet_has_its_session_its_first_number_and_its_messages()
    {
        var builder = new MoldPacketBuilder(Session);
        Assert.True(builder.TryAdd("ab"u8));
        Assert.True(builder.TryAdd("c"u8));
        Assert.Equal("53455353494F4E312020" + "0000000000000001" + "0002" + "00026162" + "000163", Convert.ToHexString(builder.Take()));
        Assert.Equal(3ul, builder.NextSequence);
    }

    [Fact]
    public void A_heartbeat_tells_the_next_number_and_an_end_of_session_too()
    {
        var builder = new MoldPacketBuilder(Session);
        builder.TryAdd("ab"u8);
        builder.Take();
        Assert.Equal("53455353494F4E312020" + "0000000000000002" + "0000", Convert.ToHexString(builder.Heartbeat()));
        Assert.Equal("53455353494F4E312020" + "0000000000000002" + "FFFF", Convert.ToHexString(builder.EndOfSession()));
    }

    [Fact]
    public void A_packet_takes_no_more_than_fits()
    {
        var builder = new MoldPacketBuilder(Session, capacity: 30);
        Assert.True(builder.TryAdd(new byte[8]));
        Assert.False(builder.TryAdd(new byte[1]));
    }

    [Fact]
    public void A_message_too_large_for_any_packet_is_refused_aloud()
    {
        var builder = new MoldPacketBuilder(Session);

        Assert.True(builder.TryAdd(new byte[1450]));
        Assert.Contains("1451 bytes fits in no packet", Assert.Throws<ArgumentException>(() => builder.TryAdd(new byte[1451])).Message);
    }

    [Theory]
    [InlineData("0002" + "00026162" + "000563", 1, false)]
    [InlineData("0002" + "00026162" + "000163", 2, true)]
    [InlineData("0001" + "00026162" + "000163", 1, false)]
    [InlineData("0014" + "00026162" + "000163", 2, false)]
    [InlineData("0000", 0, true)]
    [InlineData("FFFF", 0, true)]
    public void Blocks_are_walked_as_far_as_the_header_counts_and_they_are_whole(string rest, int count, bool isWhole)
    {
        var blocks = new MoldBlocks(Convert.FromHexString("53455353494F4E312020" + "0000000000000001" + rest));
        for (var index = 0; index < count; index++)
            Assert.True(blocks.MoveNext());
        Assert.False(blocks.MoveNext());
        Assert.Equal(isWhole, blocks.IsWhole);
        Assert.False(MoldHeader.TryRead(new byte[19], out _));
    }

    [Theory]
    [InlineData(1, 100, 40, 0)]
    [InlineData(60, 2, 2, 0)]
    [InlineData(99, 10, 2, 0)]
    [InlineData(101, 1, 0, 0)]
    [InlineData(0, 1, 0, 0)]
    [InlineData(50, 1, 0, 60)]
    public void A_ring_gives_what_is_asked_for_kept_and_fits(ulong first, ushort count, int given, int forgottenBefore)
    {
        var ring = new MessageRing(forgottenBefore > 0 ? 100 - forgottenBefore + 1 : 1000, 100 * 34 + 10);
        for (byte value = 1; value <= 100; value++)
            ring.Add(Message(value));
        var packet = new MoldPacketBuilder(Session);

        Assert.Equal(given, ring.Fill(new MoldHeader(Session, first, count), packet));

        var blocks = new MoldBlocks(packet.Take());
        for (var index = 0; index < given; index++)
        {
            Assert.True(blocks.MoveNext());
            Assert.Equal(Message((byte)(first + (ulong)index)), blocks.Current.ToArray());
        }

        Assert.True(blocks.IsWhole);
    }

    [Fact]
    public void A_ring_that_wraps_forgets_the_oldest_by_bytes()
    {
        var ring = new MessageRing(1000, 34 * 3 + 5);
        for (byte value = 1; value <= 100; value++)
            ring.Add(Message(value));
        var packet = new MoldPacketBuilder(Session);

        Assert.Equal(3, ring.Fill(new MoldHeader(Session, 98, 10), packet));
        Assert.Equal(0, ring.Fill(new MoldHeader(Session, 97, 10), packet));
    }

    private static byte[] Message(byte value) => [.. Enumerable.Repeat(value, 34)];
}
