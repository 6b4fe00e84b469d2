using System.Diagnostics;
using System.Net;
using Beacon.Exchange.Matching;
using Beacon.Exchange.MoldUdp64;
using Beacon.Exchange.Network;

namespace Beacon.Exchange.MatchingEngine;

/// <summary>Listens to the market data on a thread of its own, and lets the simulated participants follow it.</summary>
internal sealed class FeedListener : IDisposable
{
    private const int BufferBytes = 4 * 1024 * 1024;
    private const int TimeoutMilliseconds = 50;
    private const int MostTurns = 1000;

    /// <summary>Nothing is asked for again: what is only late comes soon, and what is lost is lost.</summary>
    private static readonly MoldPatience Patience = new(long.MaxValue / 2, long.MaxValue / 2, Stopwatch.Frequency / 20);

    private readonly Lock _engineLock;
    private readonly FeedParticipants _participants;
    private readonly Func<bool> _isClientWaiting;
    private readonly Action _flush;
    private readonly MulticastReceiver _receiver;
    private readonly MoldReassembler _messages;
    private readonly Thread _thread;
    private volatile bool _isStopping;

    /// <summary>Joins the group and begins.</summary>
    /// <param name="group">The group and its port.</param>
    /// <param name="local">The address of the interface that the group is joined on.</param>
    /// <param name="participants">Who follows.</param>
    /// <param name="engineLock">Held while they do.</param>
    /// <param name="isClientWaiting">Whether a client's message waits for the lock, which goes first.</param>
    /// <param name="flush">Sends what clients are to be told; called without the lock.</param>
    /// <exception cref="IOException">The group can't be listened to.</exception>
    public FeedListener(
        IPEndPoint group,
        IPAddress local,
        FeedParticipants participants,
        Lock engineLock,
        Func<bool> isClientWaiting,
        Action flush
    )
    {
        (_participants, _engineLock, _isClientWaiting, _flush) = (participants, engineLock, isClientWaiting, flush);
        _messages = new MoldReassembler((message, _) => participants.Follow(message), Patience);
        _receiver = new MulticastReceiver(group, local, BufferBytes);
        _thread = new Thread(Listen) { IsBackground = true, Name = "feed" };
        _thread.Start();
    }

    /// <summary>What became of the feed's messages.</summary>
    public MoldCounts Counts => _messages.Counts;

    /// <summary>Messages about orders that are not known.</summary>
    public long UnknownOrders => _participants.UnknownReferences;

    public void Dispose()
    {
        _isStopping = true;
        _thread.Join();
        _receiver.Dispose();
    }

    private void Listen()
    {
        while (!_isStopping)
        {
            var packet = _receiver.Receive(TimeoutMilliseconds);
            var now = Stopwatch.GetTimestamp();
            LetClientsGoFirst();
            lock (_engineLock)
            {
                if (!packet.IsEmpty)
                    _messages.Receive(packet, now);
                _messages.Tick(now);
            }

            _flush();
        }
    }

    /// <summary>A lock is not fair: whoever releases it gets it again before those who wait have woken up.</summary>
    private void LetClientsGoFirst()
    {
        for (var turns = 0; turns < MostTurns && _isClientWaiting(); turns++)
            Thread.Yield();
    }
}
