using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Beacon.Exchange.BinaryFile;
using Beacon.Exchange.MoldUdp64;

namespace Beacon.Exchange.Playback;

/// <summary>Plays a BinaryFILE as a MoldUDP64 session over UDP multicast.</summary>
internal sealed class MarketDataPlayback : IDisposable
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LingerInterval = TimeSpan.FromMilliseconds(50);

    private readonly PlaybackOptions _options;
    private readonly byte[] _file;
    private readonly int _messagesPerLap;
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly SocketAddress _target;
    private readonly MoldPacketBuilder _packet;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly PosixSignalRegistration[] _signals;
    private volatile bool _stopped;
    private TimeSpan _lastSend;
    private TimeSpan _nextProgress = ProgressInterval;
    private long _messages;
    private long _packets;
    private long _bytes;
    private long _heartbeats;
    private long _laps;

    public MarketDataPlayback(PlaybackOptions options)
    {
        _options = options;
        _file = File.ReadAllBytes(options.File);
        _messagesPerLap = CountMessages();
        _packet = new MoldPacketBuilder(MoldSession.Parse(options.Session));
        _target = options.Target.Serialize();
        _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, options.Interface.GetAddressBytes());
        _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastTimeToLive, options.Ttl);
        _signals = [Own(PosixSignal.SIGTERM), Own(PosixSignal.SIGINT)];
    }

    public void Run()
    {
        Say($"playing {_options.File} ({_messagesPerLap:N0} messages) to {_options.Target} via {_options.Interface}");
        var pacer = new Pacer(_options);
        do
        {
            PlayLap(pacer);
            if (!_stopped)
                _laps++;
        } while (_options.Loop && !_stopped);

        var played = _clock.Elapsed;
        EndSession();
        var block = new StatisticsBlock()
            .Count("Messages Sent", _messages)
            .Count("Packets Sent", _packets)
            .Count("Bytes Sent", _bytes)
            .Count("Heartbeats Sent", _heartbeats)
            .Count("Laps Completed", _laps)
            .Measure("Duration", played.TotalSeconds, "s")
            .Measure("Achieved Rate", _messages / played.TotalSeconds, "msgs/s");
        if (_options.Rate is { } rate)
            block.Measure("Target Rate", rate, "msgs/s");
        Console.WriteLine(block);
    }

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _socket.Dispose();
    }

    private int CountMessages()
    {
        var count = 0;
        for (var reader = new BinaryFileReader(_file); reader.MoveNext(); )
            count++;
        return count > 0 ? count : throw new InvalidDataException($"{_options.File} holds no messages");
    }

    private void PlayLap(Pacer pacer)
    {
        for (var reader = new BinaryFileReader(_file); !_stopped && reader.MoveNext(); )
        {
            if (pacer.Next(reader.Current) > TimeSpan.Zero)
            {
                Flush();
                WaitFor(pacer);
            }

            if (_packet.TryAdd(reader.Current))
                continue;
            Flush();
            _packet.TryAdd(reader.Current);
        }

        Flush();
    }

    /// <summary>A sleep takes a millisecond at least: what falls due meanwhile goes into one packet.</summary>
    private void WaitFor(Pacer pacer)
    {
        while (!_stopped && pacer.Left > TimeSpan.Zero)
        {
            Thread.Sleep(1);
            if (_clock.Elapsed - _lastSend >= _options.Heartbeat)
            {
                Send(_packet.Heartbeat());
                _heartbeats++;
            }

            if (_clock.Elapsed >= _nextProgress)
                ShowProgress();
        }
    }

    private void EndSession()
    {
        var until = _clock.Elapsed + _options.Linger;
        do
        {
            Send(_packet.EndOfSession());
            if (_clock.Elapsed < until)
                Thread.Sleep(LingerInterval);
        } while (_clock.Elapsed < until);
    }

    private void Flush()
    {
        if (_packet.Count == 0)
            return;
        _messages += _packet.Count;
        Send(_packet.Take());
        if (_clock.Elapsed >= _nextProgress)
            ShowProgress();
    }

    private void Send(ReadOnlySpan<byte> packet)
    {
        _bytes += _socket.SendTo(packet, SocketFlags.None, _target);
        _packets++;
        _lastSend = _clock.Elapsed;
    }

    private void ShowProgress()
    {
        Say($"SENT={_messages:N0} RATE={_messages / _clock.Elapsed.TotalSeconds:N0}");
        _nextProgress = _clock.Elapsed + ProgressInterval;
    }

    private PosixSignalRegistration Own(PosixSignal signal) =>
        PosixSignalRegistration.Create(
            signal,
            context =>
            {
                context.Cancel = true;
                _stopped = true;
            }
        );

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
