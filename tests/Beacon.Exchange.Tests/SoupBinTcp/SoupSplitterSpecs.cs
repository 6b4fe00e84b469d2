using Beacon.Exchange.SoupBinTcp;

namespace Beacon.Exchange.Tests.SoupBinTcp;

public class SoupSplitterSpecs
{
    private static readonly byte[] Stream = Wire.Bytes("0001 'H' 0004 'Sabc' 0001 'R' 0002 'Ux'");
    private static readonly string[] Packets = ["ServerHeartbeat:", "SequencedData:616263", "ClientHeartbeat:", "UnsequencedData:78"];

    private readonly SoupSplitter _splitter = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(100)]
    public void Packets_come_out_whole_however_the_stream_is_cut(int piece)
    {
        var packets = Stream.Chunk(piece).SelectMany(Feed).ToList();

        Assert.Equal(Packets, packets);
        Assert.Null(_splitter.Fault);
    }

    [Fact]
    public void A_packet_larger_than_the_buffer_makes_it_grow()
    {
        var packet = new byte[SoupPacket.Overhead + SoupPacket.MaximumPayload];
        SoupPacket.Write(packet, SoupType.Debug, packet.AsSpan(SoupPacket.Overhead));

        var packets = packet.Concat(Stream).Chunk(1000).SelectMany(Feed).ToList();

        Assert.Equal(2 * SoupPacket.MaximumPayload, packets[0].Length - "Debug:".Length);
        Assert.Equal(Packets, packets[1..]);
    }

    [Fact]
    public void A_length_of_zero_is_a_fault_and_nothing_is_taken_after_it()
    {
        Assert.Equal(["ServerHeartbeat:"], Feed(Wire.Bytes("0001 'H' 0000")));

        Assert.Equal("a packet of length 0; every packet has at least its type", _splitter.Fault);
        Assert.Empty(Feed(Stream));
    }

    [Fact]
    public void An_unknown_type_is_a_fault_before_its_payload_has_come()
    {
        Assert.Empty(Feed(Wire.Bytes("0100 'G'")));

        Assert.Contains("type 0x47", _splitter.Fault);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_bytes_never_throw(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 2000; round++)
        {
            var splitter = new SoupSplitter();
            var bytes = new byte[random.Next(1, 300)];
            random.NextBytes(bytes);
            foreach (var piece in bytes.Chunk(random.Next(1, 20)))
                Feed(splitter, piece);
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void A_stream_with_some_bytes_flipped_never_throws(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = Enumerable.Repeat(Stream, 5).SelectMany(part => part).ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
                bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
            var splitter = new SoupSplitter();
            foreach (var piece in bytes.Chunk(random.Next(1, 20)))
                Feed(splitter, piece);
        }
    }

    private List<string> Feed(byte[] bytes) => Feed(_splitter, bytes);

    private static List<string> Feed(SoupSplitter splitter, byte[] bytes)
    {
        var packets = new List<string>();
        for (var rest = bytes.AsSpan(); !rest.IsEmpty && splitter.Fault is null; )
        {
            var free = splitter.Free;
            var count = Math.Min(free.Length, rest.Length);
            rest[..count].CopyTo(free);
            rest = rest[count..];
            splitter.Received(count);
            while (splitter.TryTake(out var type, out var payload))
                packets.Add($"{type}:{Convert.ToHexString(payload).ToLowerInvariant()}");
        }

        return packets;
    }
}
