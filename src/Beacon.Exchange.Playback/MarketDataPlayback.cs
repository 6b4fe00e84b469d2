using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Beacon.Exchange.BinaryFile;
using Beacon.Exchange.Measuring;
using Beacon.Exchange.MoldUdp64;

namespace Beacon.Exchange.Playback;

/// <summary>Plays a BinaryFILE of ITCH 5.0 as a MoldUDP64 session over UDP multicast.</summary>
internal sealed class MarketDataPlayback : IDisposable
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LingerInterval = TimeSpan.FromMilliseconds(50);

    private readonly PlaybackOptions _options;
    private readonly PacketSender _sender;
    private readonly RequestServer? _requests;
    private readonly Pacer _pacer;
    private readonly Latency _pacingError = new(warmUp: 0);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly PosixSignalRegistration[] _signals;
    private volatile bool _hasSignal;
    private TimeSpan _lastSend;
    private TimeSpan _nextProgress = ProgressInterval;
    private long _laps;

    /// <exception cref="SocketException">The interface, or the port for requests, is not to be had.</exception>
    public MarketDataPlayback(PlaybackOptions options)
    {
        _options = options;
        _pacer = new Pacer(options, Pacer.Clock);
        _sender = new PacketSender(options);
        _requests = ServeRequests();
        _signals = [Own(PosixSignal.SIGTERM), Own(PosixSignal.SIGINT)];
    }

    private bool IsOver => _hasSignal || _clock.Elapsed >= _options.Limit;

    /// <summary>Plays until the end of the file, of the time, or until a signal.</summary>
    /// <exception cref="InvalidDataException">The file is no ITCH 5.0.</exception>
    public void Run()
    {
        var bytes = new FileInfo(_options.File).Length;
        Say($"playing {_options.File} ({bytes:N0} bytes) to {_options.Target} via {_options.Interface}");
        do
        {
            PlayLap();
            if (!IsOver)
                _laps++;
        } while (_options.Loop && !IsOver);

        var played = _clock.Elapsed;
        EndSession();
        Console.WriteLine(Statistics(played));
    }

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _requests?.Dispose();
        _sender.Dispose();
    }

    /// <summary>The port that nobody has named may be taken: then nothing can be asked for again, and that is said.</summary>
    private RequestServer? ServeRequests()
    {
        if (_options.RequestPort is not { } port)
            return null;
        try
        {
            return new RequestServer(new IPEndPoint(_options.Interface, port), MoldSession.Parse(_options.Session), _sender.Ring);
        }
        catch (SocketException exception) when (!_options.NeedsRequestPort)
        {
            Say($"missed messages can't be asked for at port {port}: {exception.Message}; --request-port gives another one");
            return null;
        }
    }

    private void PlayLap()
    {
        using var file = ItchFileReader.Open(_options.File);
        var isEmpty = true;
        for (; !IsOver && file.MoveNext(); isEmpty = false)
        {
            if (_pacer.Next(file.Current) > 0)
            {
                Flush();
                Wait();
            }

            if (_sender.Waiting == 0)
                RecordPacing();
            _sender.Add(file.Current);
            if (_clock.Elapsed >= _nextProgress)
                ShowProgress();
        }

        Flush();
        if (isEmpty && !IsOver)
            throw new InvalidDataException($"{_options.File} holds no messages");
    }

    /// <summary>A sleep takes a millisecond at least: what falls due meanwhile goes into one packet.</summary>
    private void Wait()
    {
        while (!IsOver && _pacer.Left > 0)
        {
            Thread.Sleep(1);
            if (_clock.Elapsed - _lastSend >= _options.Heartbeat)
            {
                _sender.Heartbeat();
                _lastSend = _clock.Elapsed;
            }

            if (_clock.Elapsed >= _nextProgress)
                ShowProgress();
        }
    }

    /// <summary>How late the first message of a packet is put into it.</summary>
    private void RecordPacing()
    {
        if (_pacer.Due > 0)
            _pacingError.RecordNanoseconds(-_pacer.Left);
    }

    private void EndSession()
    {
        var until = _clock.Elapsed + _options.Linger;
        do
        {
            _sender.EndSession();
            if (_clock.Elapsed < until)
                Thread.Sleep(LingerInterval);
        } while (_clock.Elapsed < until);
    }

    private void Flush()
    {
        if (_sender.Waiting == 0)
            return;
        _sender.Flush();
        _lastSend = _clock.Elapsed;
    }

    private StatisticsBlock Statistics(TimeSpan played)
    {
        var block = new StatisticsBlock();
        _sender.AddTo(block);
        block
            .Count("Laps Completed", _laps)
            .Measure("Duration", played.TotalSeconds, "s")
            .Measure("Achieved Rate", _sender.Messages / played.TotalSeconds, "msgs/s");
        if (_options.Rate is { } rate)
            block.Measure("Target Rate", rate, "msgs/s");
        if (_requests is not null)
            block
                .Group("Requests")
                .Count("Requests Served", _requests.Requests)
                .Count("Messages Served", _requests.Messages)
                .Count("Requests Unanswered", _requests.Unanswered);
        _pacingError.AddTo(block, "Pacing Error");
        return block;
    }

    private void ShowProgress()
    {
        Say($"SENT={_sender.Messages:N0} RATE={_sender.Messages / _clock.Elapsed.TotalSeconds:N0}");
        _nextProgress = _clock.Elapsed + ProgressInterval;
    }

    private PosixSignalRegistration Own(PosixSignal signal) =>
        PosixSignalRegistration.Create(
            signal,
            context =>
            {
                context.Cancel = true;
                _hasSignal = true;
            }
        );

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
