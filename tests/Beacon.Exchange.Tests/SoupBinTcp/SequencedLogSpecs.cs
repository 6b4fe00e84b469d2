using System.Buffers.Binary;
using Beacon.Exchange.SoupBinTcp;

namespace Beacon.Exchange.Tests.SoupBinTcp;

public class SequencedLogSpecs
{
    [Fact]
    public void Messages_are_read_from_any_number_on_as_packets()
    {
        var log = new SequencedLog(1_000_000);
        foreach (var message in new[] { "ab", "c", "def" })
            log.Append(System.Text.Encoding.ASCII.GetBytes(message));

        Assert.Equal(Wire.Bytes("0003 'Sab' 0002 'Sc' 0004 'Sdef'"), ReadAll(log, 1));
        Assert.Equal(Wire.Bytes("0004 'Sdef'"), ReadAll(log, 3));
        Assert.Empty(ReadAll(log, 4));
        Assert.Equal(4ul, log.Next);
    }

    [Fact]
    public void A_place_at_the_end_reads_what_comes_later()
    {
        var log = new SequencedLog(1_000_000);
        var cursor = log.Find(1)!.Value;
        var packets = new byte[100];
        Assert.Equal(0, log.Read(ref cursor, packets));

        log.Append("x"u8);

        Assert.Equal(4, log.Read(ref cursor, packets));
        Assert.Equal(0, log.Read(ref cursor, packets));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(70_000)]
    [InlineData(1_000_000)]
    public void Packets_stay_whole_over_segments_and_however_little_is_read_at_a_time(int room)
    {
        var log = new SequencedLog(100_000_000);
        for (var number = 1; number <= 60_000; number++)
            log.Append(Message(number));

        var cursor = log.Find(1)!.Value;
        var packets = new byte[room];
        var next = 1;
        while (log.Read(ref cursor, packets) is > 0 and var count)
            for (var rest = packets.AsSpan(0, count); !rest.IsEmpty; next++)
            {
                var size = sizeof(ushort) + BinaryPrimitives.ReadUInt16BigEndian(rest);
                Assert.Equal(Message(next), rest[SoupPacket.Overhead..size].ToArray());
                rest = rest[size..];
            }

        Assert.Equal(60_001, next);
    }

    [Fact]
    public void The_oldest_messages_are_dropped_when_the_log_is_full()
    {
        var log = new SequencedLog(2_000_000);
        var early = log.Find(1)!.Value;
        for (var number = 1; number <= 100_000; number++)
            log.Append(Message(number));

        Assert.Null(log.Find(1));
        Assert.False(log.IsKept(early));
        Assert.Null(log.Read(ref early, new byte[100]));
        Assert.NotNull(log.Find(100_000));
    }

    private static byte[] Message(int number)
    {
        var message = new byte[20 + number % 40];
        BinaryPrimitives.WriteInt32BigEndian(message, number);
        return message;
    }

    private static byte[] ReadAll(SequencedLog log, ulong from)
    {
        var cursor = log.Find(from)!.Value;
        var packets = new byte[100];
        return packets[..log.Read(ref cursor, packets)!.Value];
    }
}
