using System.Net.Sockets;
using System.Runtime.InteropServices;
using Beacon.Exchange.Matching;

namespace Beacon.Exchange.MatchingEngine;

/// <summary>Accepts clients, each with a thread of its own, and lets the engine deal with one message at a time, whosever it is.</summary>
internal sealed class OuchServer : IOuchReceiver, IDisposable
{
    private const int MaximumSessions = 256;
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FarewellLimit = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly Dictionary<int, ClientSession> _sessions = [];
    private readonly ManualResetEventSlim _allLeft = new();
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly EngineOptions _options;
    private readonly Matching.MatchingEngine _engine;
    private readonly PosixSignalRegistration[] _signals;
    private readonly Timer _ticks;
    private volatile bool _isStopping;
    private int _handling;
    private int _accepted;
    private int _loggedIn;

    /// <summary>Listens.</summary>
    /// <exception cref="SocketException">It can't.</exception>
    public OuchServer(EngineOptions options)
    {
        _options = options;
        _engine = new Matching.MatchingEngine(this, () => (ulong)DateTime.UtcNow.TimeOfDay.Ticks * 100, options.House, options.Listed);
        _listener.Bind(options.Endpoint);
        _listener.Listen();
        _signals = [StopOn(PosixSignal.SIGTERM), StopOn(PosixSignal.SIGINT)];
        _ticks = new Timer(_ => Tick(), null, TickInterval, TickInterval);
    }

    /// <summary>A signal has come: nothing is dealt with any more, and the statistics are final.</summary>
    public bool IsStopping => _isStopping;

    /// <summary>Serves until a signal comes, then says what was done.</summary>
    public void Run()
    {
        Console.WriteLine($"house liquidity: {_options.House?.ToString() ?? "none"}");
        Console.WriteLine($"listening on {_listener.LocalEndPoint}");
        while (!_isStopping)
            Accept();
        Stop();
    }

    /// <inheritdoc />
    public void Send(int session, ReadOnlySpan<byte> message)
    {
        if (!_sessions.TryGetValue(session, out var client))
            return;
        client.Append(message);

        // Whoever is being handled flushes by itself, once for all that it has sent.
        if (session != _handling)
            client.Flush();
    }

    /// <summary>A message of a client; false: it is malformed.</summary>
    public bool Handle(ClientSession session, ReadOnlySpan<byte> message)
    {
        lock (_lock)
        {
            if (_isStopping)
                return true;
            _handling = session.Id;
            return _engine.Handle(session.Id, message);
        }
    }

    public void LoggedIn() => Interlocked.Increment(ref _loggedIn);

    public void Left(ClientSession session)
    {
        lock (_lock)
        {
            _sessions.Remove(session.Id);
            _engine.Disconnect(session.Id);
            if (_isStopping && _sessions.Count == 0)
                _allLeft.Set();
        }
    }

    public void Dispose()
    {
        _ticks.Dispose();
        foreach (var signal in _signals)
            signal.Dispose();
        _listener.Dispose();
    }

    private void Accept()
    {
        try
        {
            var socket = _listener.Accept();
            socket.NoDelay = true;
            Admit(socket);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // A signal has closed the listener, or the client is gone before it was greeted.
        }
    }

    private void Admit(Socket socket)
    {
        lock (_lock)
        {
            if (_isStopping || _sessions.Count == MaximumSessions)
            {
                Console.WriteLine($"a client was refused: there are {_sessions.Count} of at most {MaximumSessions} sessions");
                socket.Dispose();
                return;
            }

            var session = new ClientSession(++_accepted, socket, this);
            _sessions.Add(session.Id, session);
            new Thread(session.Serve) { IsBackground = true, Name = $"session {session.Id}" }.Start();
        }
    }

    private void Stop()
    {
        lock (_lock)
        {
            foreach (var session in _sessions.Values)
                session.EndOfSession();
            if (_sessions.Count == 0)
                _allLeft.Set();
            Console.WriteLine(Statistics());
        }

        // Bytes that are on their way would be lost if the connections were closed under them: the clients close.
        _allLeft.Wait(FarewellLimit);
    }

    private StatisticsBlock Statistics()
    {
        var done = _engine.Statistics;
        return new StatisticsBlock()
            .Count("Sessions", _loggedIn)
            .Count("Orders Received", done.OrdersReceived)
            .Count("Orders Accepted", done.Accepted)
            .Count("Orders Rejected", done.Rejected)
            .Count("Orders Replaced", done.Replaced)
            .Count("Orders Modified", done.Modified)
            .Count("Orders Canceled", done.Canceled)
            .Count("Executions", done.Executions)
            .Count("Shares Executed", done.SharesExecuted)
            .Count("Messages Ignored", done.Ignored)
            .Count("Malformed Messages", done.Malformed);
    }

    private void Tick()
    {
        lock (_lock)
            foreach (var session in _sessions.Values)
                session.Tick();
    }

    private PosixSignalRegistration StopOn(PosixSignal signal) =>
        PosixSignalRegistration.Create(
            signal,
            context =>
            {
                context.Cancel = true;
                _isStopping = true;
                _listener.Dispose();
            }
        );
}
