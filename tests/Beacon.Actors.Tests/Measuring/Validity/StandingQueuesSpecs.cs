using System.Net;
using Beacon.Actors.Measuring.Validity;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;

namespace Beacon.Actors.Tests.Measuring.Validity;

public class StandingQueuesSpecs
{
    private readonly StandingQueues _queues = new();

    [Fact]
    public void A_receive_queue_that_is_full_in_three_samples_over_a_second_is_raised_once()
    {
        Assert.Empty(Note(0, Receiving(131_840)));
        Assert.Empty(Note(1, Receiving(131_840)));
        var problem = Assert.Single(Note(2, Receiving(131_840)));
        Assert.Equal((ProblemKind.QueueFull, "engine"), (problem.Kind, problem.Component));
        Assert.StartsWith(
            "engine does not read what it is sent: its receive queue from 127.0.0.1:32854 at 127.0.0.1:9000 "
                + "stood full for 2.0 s with 128,512 bytes",
            problem.Message,
            StringComparison.Ordinal
        );
        Assert.Empty(Note(3, Receiving(131_840)));
    }

    [Fact]
    public void A_full_send_queue_is_raised_for_the_sender()
    {
        Note(0, Sending);
        Note(1, Sending);
        Assert.StartsWith(
            "what engine sends is not taken: its send queue to 127.0.0.1:32854",
            Assert.Single(Note(2, Sending)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_burst_that_is_over_at_the_next_sample_raises_no_problem()
    {
        for (var second = 0; second < 20; second++)
            Assert.Empty(second % 3 == 2 ? Note(second) : Note(second, Receiving(131_840)));
    }

    [Fact]
    public void Samples_that_follow_each_other_within_a_second_are_one_burst()
    {
        for (var sample = 0; sample < 100; sample++)
            Assert.Empty(Note(sample * 0.0099, Receiving(131_840)));
        Assert.Single(Note(1, Receiving(131_840)));
    }

    [Fact]
    public void A_queue_below_half_of_its_buffer_raises_no_problem()
    {
        for (var second = 0; second < 10; second++)
            Assert.Empty(Note(second, Receiving(65_000)));
    }

    [Fact]
    public void A_backlog_is_full_when_no_place_is_left()
    {
        var (almost, full) = (Listening(127), Listening(128));
        for (var second = 0; second < 10; second++)
            Assert.Empty(Note(second, almost));
        Note(10, full);
        Note(11, full);
        Assert.Contains("does not accept its connections: at 127.0.0.1:9000 all 128 places", Assert.Single(Note(12, full)).Message);
    }

    private static SocketUsage Sending => Connection with { SendQueue = 3_782_144, SendMemory = 3_847_872, SendBuffer = 4_194_304 };

    private static SocketUsage Connection { get; } =
        new(1, TransportProtocol.Tcp, new IPEndPoint(IPAddress.Loopback, 9000), new IPEndPoint(IPAddress.Loopback, 32854));

    private static SocketUsage Receiving(long memory) =>
        Connection with
        {
            ReceiveQueue = 128_512,
            ReceiveMemory = memory,
            ReceiveBuffer = 131_072,
        };

    private static SocketUsage Listening(int waiting) =>
        Connection with
        {
            Remote = null,
            IsListening = true,
            ReceiveQueue = waiting,
            ReceiveMemory = waiting,
            ReceiveBuffer = 128,
        };

    private IEnumerable<Problem> Note(double second, params SocketUsage[] sockets) =>
        _queues.Note("engine", sockets, TimeSpan.FromSeconds(second));
}
