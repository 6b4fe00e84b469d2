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
    public void Blocks_that_are_cut_short_end_the_walk()
    {
        var blocks = new MoldBlocks(Convert.FromHexString("53455353494F4E312020" + "0000000000000001" + "0002" + "00026162" + "000563"));
        Assert.True(blocks.MoveNext());
        Assert.Equal("ab"u8, blocks.Current);
        Assert.False(blocks.MoveNext());
        Assert.False(MoldHeader.TryRead(new byte[19], out _));
    }

    [Fact]
    public void Gaps_are_counted_and_what_came_twice_is_passed_over()
    {
        var gaps = new GapDetector();
        Assert.Equal(0, gaps.Accept(new MoldHeader(Session, 5, 3)));
        Assert.Equal(0, gaps.Accept(new MoldHeader(Session, 10, 2)));
        Assert.Equal((1L, 2ul), (gaps.Gaps, gaps.Lost));
        Assert.Equal(1, gaps.Accept(new MoldHeader(Session, 11, 3)));
        Assert.Equal(1ul, gaps.Duplicates);
        Assert.Equal(0, gaps.Accept(new MoldHeader(Session, 14, 0)));
        Assert.Equal(1L, gaps.Gaps);
        gaps.Accept(new MoldHeader(Session, 16, 0));
        Assert.Equal((2L, 4ul), (gaps.Gaps, gaps.Lost));
    }
}
