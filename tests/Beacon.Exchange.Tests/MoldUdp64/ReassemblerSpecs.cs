using System.Globalization;
using System.Text;
using Beacon.Exchange.MoldUdp64;

namespace Beacon.Exchange.Tests.MoldUdp64;

/// <summary>A stream put back into its order; time is what the tests say, in any unit.</summary>
public class ReassemblerSpecs
{
    private const string Session = "53455353494F4E312020";
    private static readonly MoldPatience Patience = new(RequestAfter: 10, RequestInterval: 20, GiveUpAfter: 100);

    private readonly List<string> _messages = [];
    private readonly MoldReassembler _reassembler;

    public ReassemblerSpecs() => _reassembler = New();

    [Fact]
    public void Packets_that_are_reordered_lose_nothing_and_give_nothing_twice()
    {
        var order = Enumerable.Range(0, 100).Chunk(4).SelectMany(four => four.Reverse()).ToList();

        foreach (var packet in order)
            Receive(packet * 3 + 1, 3, now: packet);

        Assert.Equal(Numbers(1, 300), _messages);
        Assert.Equal((300, 0, 0, 0), (Counts.Received, Counts.Lost, Counts.Recovered, Counts.Duplicates));
        Assert.Equal(75, Counts.LatePackets);
    }

    [Fact]
    public void A_packet_with_fewer_blocks_than_its_header_counts_is_malformed_and_the_rest_is_lost()
    {
        _reassembler.Receive(Convert.FromHexString(Session + "0000000000000001" + "0014" + "000131" + "000132"), now: 0);
        Receive(21, 1, now: 1);
        _reassembler.Tick(now: 200);

        Assert.Equal(["1", "2", "21"], _messages);
        Assert.Equal((1, 18, 3), (Counts.MalformedPackets, Counts.Lost, Counts.Received));
    }

    [Fact]
    public void A_header_that_counts_too_many_does_not_make_the_next_packet_a_duplicate()
    {
        _reassembler.Receive(Convert.FromHexString(Session + "0000000000000001" + "0014" + "000131" + "000132"), now: 0);
        Receive(3, 18, now: 1);

        Assert.Equal(Numbers(1, 20), _messages);
        Assert.Equal((1, 0, 20, 0), (Counts.MalformedPackets, Counts.Lost, Counts.Received, Counts.Duplicates));
    }

    [Fact]
    public void A_missing_message_is_requested_after_a_while_and_counted_as_recovered()
    {
        Receive(1, 2, now: 0);
        Receive(5, 2, now: 1);
        Assert.Equal(["1", "2"], _messages);

        Assert.False(_reassembler.TryGetRequest(now: 10, out _));
        Assert.True(_reassembler.TryGetRequest(now: 11, out var request));
        Assert.Equal((3ul, 2), (request.Sequence, request.Count));
        Assert.False(_reassembler.TryGetRequest(now: 12, out _));
        Assert.True(_reassembler.TryGetRequest(now: 31, out _));
        Receive(3, 1, now: 32, isRecovery: true);
        Assert.False(_reassembler.TryGetRequest(now: 32, out _));
        Assert.True(_reassembler.TryGetRequest(now: 51, out request));
        Assert.Equal((4ul, 1), (request.Sequence, request.Count));
        Receive(4, 1, now: 52, isRecovery: true);

        Assert.Equal(Numbers(1, 6), _messages);
        Assert.Equal((4, 2, 0, 1, 2), (Counts.Received, Counts.Recovered, Counts.Lost, Counts.Gaps, Counts.Packets));
    }

    [Fact]
    public void Several_gaps_are_asked_for_at_once_but_not_what_was_overtaken_a_moment_ago()
    {
        Receive(1, 1, now: 0);
        Receive(3, 1, now: 0);
        Receive(6, 1, now: 0);
        Receive(9, 1, now: 5);

        Assert.True(_reassembler.TryGetRequest(now: 10, out var first));
        Assert.True(_reassembler.TryGetRequest(now: 10, out var second));
        Assert.False(_reassembler.TryGetRequest(now: 10, out _));
        Assert.True(_reassembler.TryGetRequest(now: 15, out var third));
        Assert.Equal(
            [(2ul, 1), (4ul, 2), (7ul, 2)],
            new[] { first, second, third }.Select(request => (request.Sequence, (int)request.Count))
        );
    }

    [Fact]
    public void A_large_gap_is_asked_for_in_parts_several_at_a_time()
    {
        Receive(1, 1, now: 0);
        Receive(3000, 1, now: 0);

        var asked = new List<(ulong, int)>();
        while (_reassembler.TryGetRequest(now: 10, out var request))
            asked.Add((request.Sequence, request.Count));
        Assert.Equal(64, asked.Count);
        Assert.Equal([(2ul, 27), (29ul, 27)], asked[..2]);

        Receive(2, 27, now: 11, isRecovery: true);
        Assert.True(_reassembler.TryGetRequest(now: 11, out var next));
        Assert.Equal((asked[^1].Item1 + 27, 27), (next.Sequence, next.Count));
    }

    [Fact]
    public void A_message_that_never_arrives_is_lost_and_later_messages_are_delivered()
    {
        Receive(1, 2, now: 0);
        Receive(5, 2, now: 1);
        Receive(9, 1, now: 50);
        _reassembler.Tick(now: 100);
        Assert.Equal(["1", "2"], _messages);

        _reassembler.Tick(now: 101);
        Assert.Equal(["1", "2", "5", "6"], _messages);
        _reassembler.Tick(now: 149);
        Assert.Equal(["1", "2", "5", "6"], _messages);
        _reassembler.Tick(now: 150);

        Assert.Equal(["1", "2", "5", "6", "9"], _messages);
        Assert.Equal((5, 4, 2), (Counts.Received, Counts.Lost, Counts.Gaps));
    }

    [Fact]
    public void A_loss_at_the_end_shows_in_a_heartbeat_or_in_the_end_of_the_session()
    {
        Receive(1, 2, now: 0);
        _reassembler.Receive(Convert.FromHexString(Session + "0000000000000005" + "0000"), now: 1);
        Assert.True(_reassembler.IsMissing);
        _reassembler.Receive(Convert.FromHexString(Session + "0000000000000007" + "FFFF"), now: 2);
        _reassembler.Finish();

        Assert.True(_reassembler.HasEnded);
        Assert.Equal((2, 4, 6), (Counts.Received, Counts.Lost, Counts.Total));
    }

    [Fact]
    public void Another_session_counts_from_its_own_beginning_and_what_was_missing_is_lost()
    {
        Receive(1, 2, now: 0);
        Receive(5, 1, now: 1);
        ReceiveOther("0000000000000001" + "0001" + "000141", now: 2);
        ReceiveOther("0000000000000002" + "0001" + "000142", now: 3);

        Assert.Equal(["1", "2", "5", "A", "B"], _messages);
        Assert.Equal((5, 2, 0), (Counts.Received, Counts.Lost, Counts.StrayPackets));
    }

    [Fact]
    public void A_packet_of_another_session_alone_does_not_end_one_that_is_alive_nor_does_its_end()
    {
        Receive(5001, 2, now: 0);
        ReceiveOther("0000000000000001" + "0001" + "000141", now: 1);
        Receive(5003, 2, now: 2);
        ReceiveOther("0000000000000009" + "FFFF", now: 3);
        ReceiveOther("0000000000000009" + "FFFF", now: 4);
        Receive(5005, 1, now: 5);

        Assert.Equal(Numbers(5001, 5), _messages);
        Assert.Equal((5, 0, 3), (Counts.Received, Counts.Lost, Counts.StrayPackets));
        Assert.Equal((0, 5000), (Counts.Duplicates, Counts.BeforeJoining));
        Assert.False(_reassembler.HasEnded);
    }

    [Theory]
    [InlineData("0000FFFFFFFFFFFF", "0001000141")]
    [InlineData("0000000000100000", "0001000141")]
    [InlineData("0000000000100000", "0000")]
    [InlineData("0000000000100000", "FFFF")]
    public void A_single_packet_far_ahead_neither_silences_the_stream_nor_requests_anything(string sequence, string rest)
    {
        Receive(1, 2, now: 0);
        _reassembler.Receive(Convert.FromHexString(Session + sequence + rest), now: 1);
        Assert.False(_reassembler.TryGetRequest(now: 50, out _));
        _reassembler.Tick(now: 200);
        Receive(3, 2, now: 201);

        Assert.Equal(Numbers(1, 4), _messages);
        Assert.Equal((4, 0, 0, 1), (Counts.Received, Counts.Lost, Counts.Duplicates, Counts.StrayPackets));
        Assert.False(_reassembler.IsMissing);
        Assert.False(_reassembler.HasEnded);
    }

    [Theory]
    [InlineData("7FFFFFFFFFFFFFFF")]
    [InlineData("FFFFFFFFFFFFFFFF")]
    public void A_number_that_no_session_reaches_is_malformed_however_often_it_comes(string sequence)
    {
        Receive(1, 2, now: 0);
        for (var copy = 0; copy < 3; copy++)
            _reassembler.Receive(Convert.FromHexString(Session + sequence + "0000"), now: 1);
        Receive(3, 2, now: 2);

        Assert.Equal(Numbers(1, 4), _messages);
        Assert.Equal((3, 0), (Counts.MalformedPackets, Counts.Lost));
    }

    [Fact]
    public void A_header_that_counts_messages_which_the_packet_can_not_hold_makes_nothing_missing()
    {
        _reassembler.Receive(Convert.FromHexString(Session + "0000000000000001" + "FFFE" + "000131"), now: 0);
        Assert.False(_reassembler.IsMissing);
        _reassembler.Tick(now: 200);
        Receive(2, 2, now: 201);

        Assert.Equal(Numbers(1, 3), _messages);
        Assert.Equal((1, 0, 0), (Counts.MalformedPackets, Counts.Lost, Counts.Duplicates));
    }

    [Fact]
    public void The_end_of_the_session_far_ahead_is_believed_when_it_is_repeated()
    {
        Receive(1, 2, now: 0);
        for (var copy = 0; copy < 2; copy++)
            _reassembler.Receive(Convert.FromHexString(Session + "0000000000100000" + "FFFF"), now: 1);
        _reassembler.Finish();

        Assert.True(_reassembler.HasEnded);
        Assert.Equal((2, 0xFFFFD, 0), (Counts.Received, Counts.Lost, Counts.StrayPackets));
    }

    [Fact]
    public void A_single_packet_far_behind_is_neither_delivered_nor_taken_for_a_duplicate()
    {
        Receive(100_001, 2, now: 0);
        Receive(1, 1, now: 1);
        Receive(100_003, 1, now: 2);

        Assert.Equal(Numbers(100_001, 3), _messages);
        Assert.Equal((0, 1), (Counts.Duplicates, Counts.StrayPackets));
    }

    [Fact]
    public void Two_packets_in_a_row_far_ahead_are_the_stream_and_what_is_between_is_lost()
    {
        Receive(1, 2, now: 0);
        Receive(100_001, 2, now: 1);
        Receive(100_003, 2, now: 2);
        _reassembler.Finish();

        Assert.Equal([.. Numbers(1, 2), .. Numbers(100_001, 4)], _messages);
        Assert.Equal((6, 99_998, 0), (Counts.Received, Counts.Lost, Counts.StrayPackets));
    }

    [Fact]
    public void A_stream_that_a_stray_packet_was_taken_for_is_left_as_soon_as_two_packets_in_a_row_are_elsewhere()
    {
        // The receiver joins with a packet that is none of the stream.
        Receive(9_000_000, 1, now: 0);
        Receive(70_001, 2, now: 1);
        Receive(70_003, 2, now: 2);
        Receive(70_005, 2, now: 3);

        Assert.Equal([.. Numbers(9_000_000, 1), .. Numbers(70_001, 6)], _messages);
        Assert.False(_reassembler.IsMissing);
    }

    [Fact]
    public void An_answer_that_nobody_asked_for_does_not_move_the_stream()
    {
        Receive(1, 2, now: 0);
        Receive(50, 2, now: 1, isRecovery: true);
        Receive(3, 1, now: 2);

        Assert.Equal(Numbers(1, 3), _messages);
        Assert.False(_reassembler.IsMissing);
    }

    [Fact]
    public void What_is_held_has_a_bound_in_bytes_beyond_which_the_first_gap_is_given_up()
    {
        var reassembler = New(heldBytes: 3000);
        reassembler.Receive(Packet(1, 1), now: 0);
        for (var number = 3; number <= 6; number++)
            reassembler.Receive(Large(number), now: 1);

        Assert.Equal(["1", .. Enumerable.Repeat(new string('x', 1000), 4)], _messages);
        Assert.Equal((1, 5), (reassembler.Counts.Lost, reassembler.Counts.Received));
    }

    [Fact]
    public void A_receiver_that_joins_near_the_beginning_requests_it_and_one_that_joins_late_starts_there()
    {
        Receive(4, 1, now: 0);
        Assert.True(_reassembler.TryGetRequest(now: 10, out var request));
        Assert.Equal((1ul, 3), (request.Sequence, request.Count));

        var late = New();
        late.Receive(Packet(5001, 2), now: 0);
        Assert.Equal((5000, 2, 2), (late.Counts.BeforeJoining, late.Counts.Received, late.Counts.Total));
    }

    [Fact]
    public void The_first_gap_is_given_up_when_the_window_is_full()
    {
        var reassembler = New(window: 8);
        reassembler.Receive(Packet(1, 1), now: 0);
        for (var number = 3; number <= 11; number++)
            reassembler.Receive(Packet(number, 1), now: 1);

        Assert.Equal(["1", .. Numbers(3, 9)], _messages);
        Assert.Equal((1, 10), (reassembler.Counts.Lost, reassembler.Counts.Received));
    }

    /// <summary>Sent = received + recovered + lost, in order, each once, whatever the network and the server do.</summary>
    [Fact]
    public void Under_any_loss_repetition_and_reordering_each_message_is_received_recovered_or_lost()
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            _messages.Clear();
            var random = new Random(seed);
            var reassembler = New(window: 64);
            var sent = 1;
            var packets = new List<(int First, int Count)>();
            while (packets.Count < 200)
            {
                packets.Add((sent, random.Next(1, 6)));
                sent += packets[^1].Count;
            }

            var arrivals = packets
                .SelectMany((packet, index) => Enumerable.Repeat((packet, Key: index + random.NextDouble() * 6), random.Next(0, 3)))
                .OrderBy(arrival => arrival.Key)
                .ToList();
            long now = 0;
            foreach (var ((first, count), _) in arrivals)
            {
                now += random.Next(0, 15);
                reassembler.Receive(Packet(first, count), now);
                if (reassembler.TryGetRequest(now, out var request) && random.Next(3) > 0)
                    reassembler.Receive(Packet((int)request.Sequence, Math.Min(3, (int)request.Count)), now, isRecovery: true);
                reassembler.Tick(now);
            }

            reassembler.Receive(Convert.FromHexString(Session + $"{sent:X16}" + "FFFF"), now);
            reassembler.Finish();

            Assert.Equal(sent - 1, reassembler.Counts.Total);
            Assert.Equal(_messages.Count, reassembler.Counts.Received + reassembler.Counts.Recovered);
            var numbers = _messages.ConvertAll(message => int.Parse(message, CultureInfo.InvariantCulture));
            Assert.Equal(numbers.Distinct().Order(), numbers);
        }
    }

    [Fact]
    public void Random_packets_never_throw()
    {
        var random = new Random(9);
        for (var round = 0; round < 20_000; round++)
        {
            var packet = new byte[random.Next(0, 80)];
            random.NextBytes(packet);
            packet.AsSpan(0, Math.Min(packet.Length, random.Next(0, 19))).Clear();
            _reassembler.Receive(packet, round, isRecovery: random.Next(4) == 0);
            _reassembler.Tick(round);
            _reassembler.TryGetRequest(round, out _);
        }
    }

    private MoldCounts Counts => _reassembler.Counts;

    private MoldReassembler New(int window = 4096, long heldBytes = 1_000_000) =>
        new((message, _) => _messages.Add(Encoding.ASCII.GetString(message)), Patience, window, heldBytes);

    private void ReceiveOther(string behindTheSession, long now) =>
        _reassembler.Receive(Convert.FromHexString("53455353494F4E322020" + behindTheSession), now);

    private static byte[] Large(int number)
    {
        var builder = new MoldPacketBuilder(MoldSession.Parse("SESSION1"));
        builder.MoveTo((ulong)number);
        builder.TryAdd(Encoding.ASCII.GetBytes(new string('x', 1000)));
        return builder.Take().ToArray();
    }

    private void Receive(int first, int count, long now, bool isRecovery = false) =>
        _reassembler.Receive(Packet(first, count), now, isRecovery);

    private static byte[] Packet(int first, int count)
    {
        var builder = new MoldPacketBuilder(MoldSession.Parse("SESSION1"));
        builder.MoveTo((ulong)first);
        foreach (var number in Numbers(first, count))
            builder.TryAdd(Encoding.ASCII.GetBytes(number));
        return builder.Take().ToArray();
    }

    private static List<string> Numbers(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(number => number.ToString(CultureInfo.InvariantCulture))];
}
