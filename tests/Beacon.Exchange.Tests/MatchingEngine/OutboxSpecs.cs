using System.Net;
using System.Net.Sockets;
using Beacon.Exchange.MatchingEngine;
using Beacon.Exchange.SoupBinTcp;

namespace Beacon.Exchange.Tests.MatchingEngine;

/// <summary>What a connection is sent, over loopback.</summary>
public sealed class OutboxSpecs : IDisposable
{
    private const int LimitMilliseconds = 30_000;
    private const int Messages = 200_000;

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
    {
        ReceiveTimeout = LimitMilliseconds,
    };
    private readonly Socket _server;

    public OutboxSpecs()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _client.ReceiveBufferSize = 4096;
        _client.Connect(_listener.LocalEndPoint!);
        _server = _listener.Accept();
    }

    [Fact]
    public async Task A_replay_that_is_held_up_holds_up_nobody_who_has_something_to_send_and_comes_whole_and_in_order()
    {
        var log = new SequencedLog(capacityBytes: 64 * 1024 * 1024);
        for (var number = 1; number <= Messages; number++)
            log.Append(BitConverter.GetBytes(number));
        var outbox = new Outbox(_server);

        // The kernel says that there is room, but takes less than what is sent at once: so the send waits for the client.
        _server.SendBufferSize = 4096;
        var replay = Task.Run(() => outbox.Attach(log, log.Find(1)!.Value));
        Assert.True(await Task.Run(() => _client.Poll(LimitMilliseconds * 1000, SelectMode.SelectRead)), "nothing was sent");

        log.Append(BitConverter.GetBytes(Messages + 1));
        await Task.Run(outbox.Flush).WaitAsync(TimeSpan.FromMilliseconds(LimitMilliseconds));
        await Task.Run(() => outbox.Send(SoupType.ServerHeartbeat, [])).WaitAsync(TimeSpan.FromMilliseconds(LimitMilliseconds));

        Assert.Equal(Enumerable.Range(1, Messages + 1), await Task.Run(() => Receive(Messages + 1)));
        await replay;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _client.Dispose();
        _server.Dispose();
    }

    private List<int> Receive(int count)
    {
        var numbers = new List<int>();
        var splitter = new SoupSplitter();
        while (numbers.Count < count)
        {
            splitter.Received(_client.Receive(splitter.Free));
            while (splitter.TryTake(out var type, out var payload))
                if (type == SoupType.SequencedData)
                    numbers.Add(BitConverter.ToInt32(payload));
        }

        return numbers;
    }
}
