using System.Diagnostics;
using System.Globalization;
using Beacon.Exchange.MoldUdp64;
using Beacon.Exchange.Network;

namespace Beacon.Exchange.Algorithm;

/// <summary>The market data: the multicast group, and the re-request server for what was missed there.</summary>
internal sealed class MarketDataFeed : IDisposable
{
    private const int IdleTimeoutMilliseconds = 50;
    private const int MissingTimeoutMilliseconds = 1;
    private static readonly long Millisecond = Stopwatch.Frequency / 1000;

    private readonly MulticastReceiver _receiver;
    private readonly RecoveryClient? _recovery;
    private readonly MoldReassembler _messages;
    private readonly bool _isBusyWaiting;

    /// <summary>Joins the group.</summary>
    /// <param name="options">Where the group and the re-request server are.</param>
    /// <param name="handler">Receives the messages, in order, each once.</param>
    /// <exception cref="IOException">The interface or the port is not to be had.</exception>
    public MarketDataFeed(AlgorithmOptions options, MoldMessageHandler handler)
    {
        // A packet that was overtaken usually comes within a millisecond, and an answer within ten.
        var giveUpAfter = (long)(options.Patience.TotalSeconds * Stopwatch.Frequency);
        _messages = new MoldReassembler(handler, new MoldPatience(Millisecond, 10 * Millisecond, giveUpAfter));
        _isBusyWaiting = options.IsBusyWaiting;
        _recovery = options.Recovery is { } server ? new RecoveryClient(server) : null;
        _receiver = new MulticastReceiver(options.Feed, options.Interface, options.ReceiveBufferBytes);
        if (_receiver.BufferBytes is var held && held < options.ReceiveBufferBytes)
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the kernel holds {held:N0} bytes of market data, not {options.ReceiveBufferBytes:N0}: raise net.core.rmem_max"
                )
            );
    }

    /// <summary>What became of the messages, in all sessions.</summary>
    public MoldCounts Counts => _messages.Counts;

    /// <summary>The session has ended; another may begin.</summary>
    public bool HasEnded => _messages.HasEnded && !_messages.IsMissing;

    /// <summary>
    /// Waits a little for the next packet, and hands its messages on; returns when it came, in ticks of <see cref="Stopwatch"/>.
    /// </summary>
    public long Receive()
    {
        var packet = _receiver.Receive(
            _isBusyWaiting ? 0
            : _messages.IsMissing ? MissingTimeoutMilliseconds
            : IdleTimeoutMilliseconds
        );
        var now = Stopwatch.GetTimestamp();
        if (!packet.IsEmpty)
            _messages.Receive(packet, now);
        if (_messages.IsMissing)
            Recover(now);
        return now;
    }

    /// <summary>Trading is over: what is still missing is lost.</summary>
    public void Finish() => _messages.Finish();

    public void Dispose()
    {
        _receiver.Dispose();
        _recovery?.Dispose();
    }

    private void Recover(long now)
    {
        while (_recovery is not null && _recovery.TryTake(out var answer))
            _messages.Receive(answer, Stopwatch.GetTimestamp(), isRecovery: true);
        while (_recovery is not null && _messages.TryGetRequest(now, out var request))
            _recovery.Ask(request);
        _messages.Tick(now);
    }
}
