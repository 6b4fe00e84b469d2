using System.Net;
using Beacon.Actors.Measuring.Validity;
using Beacon.Plans;
using Beacon.Processes;

namespace Beacon.Actors.Tests.Measuring.Validity;

public class DatagramLossesSpecs
{
    private readonly DatagramLosses _losses = new();

    [Fact]
    public void The_first_loss_is_raised_with_place_number_and_way_out() =>
        Assert.Equal(
            "algorithm lost data: 132 datagrams dropped by the kernel at 239.255.0.1:12345, receive buffer 212,992 bytes; "
                + "try SO_RCVBUF in the program and net.core.rmem_max on the machine",
            _losses.Note("algorithm", [Socket(1, 132)])!.Message
        );

    [Fact]
    public void A_component_that_has_lost_no_datagram_raises_no_problem()
    {
        Assert.Null(_losses.Note("algorithm", [Socket(1, 0)]));
        Assert.Empty(_losses.Conclude());
    }

    [Fact]
    public void Later_losses_are_raised_again_at_the_end()
    {
        _losses.Note("algorithm", [Socket(1, 1)]);
        Assert.Null(_losses.Note("algorithm", [Socket(1, 500)]));
        Assert.Null(_losses.Note("algorithm", []));
        Assert.Contains("500 datagrams", Assert.Single(_losses.Conclude()).Message);
        Assert.Empty(_losses.Conclude());
    }

    [Fact]
    public void Sockets_of_one_address_count_together_also_those_that_are_closed()
    {
        Assert.Contains("10 datagrams dropped", _losses.Note("algorithm", [Socket(1, 10)])!.Message);
        _losses.Note("algorithm", [Socket(2, 5), Socket(3, 1, 7000)]);
        Assert.Contains(
            "15 datagrams dropped by the kernel at 239.255.0.1:12345, receive buffer 212,992 bytes; "
                + "1 datagram dropped by the kernel at 239.255.0.1:7000",
            Assert.Single(_losses.Conclude()).Message
        );
    }

    [Fact]
    public void Components_are_raised_separately()
    {
        Assert.Equal("a", _losses.Note("a", [Socket(1, 1)])!.Component);
        Assert.Equal("b", _losses.Note("b", [Socket(2, 1)])!.Component);
    }

    private static SocketUsage Socket(long id, long drops, int port = 12345) =>
        new(id, TransportProtocol.Udp, new IPEndPoint(IPAddress.Parse("239.255.0.1"), port), null)
        {
            Drops = drops,
            ReceiveBuffer = 212_992,
        };
}
