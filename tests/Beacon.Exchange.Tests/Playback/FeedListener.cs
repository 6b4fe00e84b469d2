using System.Net;
using Beacon.Exchange.MoldUdp64;
using Beacon.Exchange.Network;
using Beacon.Exchange.Tests.Algorithm;
using Beacon.Exchange.Tests.MatchingEngine;

namespace Beacon.Exchange.Tests.Playback;

/// <summary>
/// Listens to a playback on a multicast group of its own, which never leaves the loopback interface; asks for nothing again.
/// </summary>
internal sealed class FeedListener : IDisposable
{
    private const int BufferBytes = 4 * 1024 * 1024;
    private static readonly MoldPatience Endless = new(long.MaxValue / 2, long.MaxValue / 2, long.MaxValue / 2);

    private readonly Feed _addresses = new();
    private readonly MulticastReceiver _receiver;
    private readonly MoldReassembler _reassembler;

    public FeedListener()
    {
        Port = int.Parse(_addresses.Port, System.Globalization.CultureInfo.InvariantCulture);
        _receiver = new MulticastReceiver(new IPEndPoint(IPAddress.Parse(Group), Port), IPAddress.Loopback, BufferBytes);
        _reassembler = new MoldReassembler((message, _) => Messages.Add(Convert.ToHexString(message)), Endless);
    }

    public string Group => _addresses.Group;

    public int Port { get; }

    /// <summary>The messages that came, in their order, in hexadecimal.</summary>
    public List<string> Messages { get; } = [];

    public MoldCounts Counts => _reassembler.Counts;

    /// <summary>Starts a playback to this listener.</summary>
    public RunningProgram Play(string file, params string[] options) =>
        RunningProgram.Start(Programs.Playback, ["--address", Group, "--port", $"{Port}", .. options, file]);

    /// <summary>Receives until the session has ended, and the playback too; what is missing then is lost. Returns the exit code.</summary>
    public async Task<int> ListenUntilEnd(RunningProgram playback)
    {
        await Task.Run(() =>
        {
            while (!_reassembler.HasEnded && !playback.HasExited)
                if (_receiver.Receive(50) is { IsEmpty: false } packet)
                    _reassembler.Receive(packet, now: 0);
        });
        var exit = await playback.Exit();
        while (_receiver.Receive(0) is { IsEmpty: false } packet)
            _reassembler.Receive(packet, now: 0);
        _reassembler.Finish();
        return exit;
    }

    public void Dispose()
    {
        _receiver.Dispose();
        _addresses.Dispose();
    }
}
