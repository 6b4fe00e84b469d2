using Beacon.Exchange.SoupBinTcp;

namespace Beacon.Exchange.Tests.SoupBinTcp;

public class SoupPacketSpecs
{
    [Theory]
    [InlineData(SoupType.Debug, "0003 '+hi'")]
    [InlineData(SoupType.LoginAccepted, "0003 'Ahi'")]
    [InlineData(SoupType.LoginRejected, "0003 'Jhi'")]
    [InlineData(SoupType.SequencedData, "0003 'Shi'")]
    [InlineData(SoupType.UnsequencedData, "0003 'Uhi'")]
    [InlineData(SoupType.ServerHeartbeat, "0003 'Hhi'")]
    [InlineData(SoupType.EndOfSession, "0003 'Zhi'")]
    [InlineData(SoupType.LoginRequest, "0003 'Lhi'")]
    [InlineData(SoupType.ClientHeartbeat, "0003 'Rhi'")]
    [InlineData(SoupType.Logout, "0003 'Ohi'")]
    public void A_packet_is_a_length_without_itself_a_type_and_a_payload(SoupType type, string bytes)
    {
        var packet = new byte[16];

        Assert.Equal(5, SoupPacket.Write(packet, type, "hi"u8));

        Assert.Equal(Wire.Bytes(bytes), packet[..5]);
    }

    [Fact]
    public void The_largest_payload_fits_and_a_larger_one_is_refused()
    {
        var packet = new byte[70_000];

        Assert.Equal(65_537, SoupPacket.Write(packet, SoupType.Debug, new byte[SoupPacket.MaximumPayload]));
        Assert.Throws<OverflowException>(() => SoupPacket.Write(packet, SoupType.Debug, new byte[SoupPacket.MaximumPayload + 1]));
    }
}
