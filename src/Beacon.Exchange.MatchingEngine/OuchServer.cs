using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Beacon.Exchange.Matching;

namespace Beacon.Exchange.MatchingEngine;

/// <summary>Accepts clients and lets the engine deal with one message at a time, whosever it is.</summary>
internal sealed class OuchServer : IOuchReceiver, IDisposable
{
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<int, ClientSession> _sessions = [];
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Matching.MatchingEngine _engine;
    private readonly PosixSignalRegistration[] _signals;
    private readonly Timer _heartbeat;
    private int _accepted;
    private int _loggedIn;

    public OuchServer(IPEndPoint endpoint)
    {
        _engine = new Matching.MatchingEngine(this, () => (ulong)DateTime.UtcNow.TimeOfDay.Ticks * 100);
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _listener.Bind(endpoint);
        _listener.Listen();
        _signals = [Own(PosixSignal.SIGTERM), Own(PosixSignal.SIGINT)];
        _heartbeat = new Timer(_ => Sweep(), null, HeartbeatInterval, HeartbeatInterval);
    }

    /// <summary>Serves until a signal comes, then says what was done.</summary>
    public void Run()
    {
        Console.WriteLine($"house liquidity: {House.Description}");
        Console.WriteLine($"listening on {_listener.LocalEndPoint}");
        while (Accept() is { } socket)
        {
            socket.NoDelay = true;
            var session = new ClientSession(++_accepted, socket, this);
            lock (_lock) _sessions.Add(session.Id, session);
            new Thread(session.Serve) { IsBackground = true, Name = $"session {session.Id}" }.Start();
        }

        lock (_lock)
        {
            foreach (var session in _sessions.Values) session.EndOfSession();
            var done = _engine.Statistics;
            Console.WriteLine(new StatisticsBlock()
                .Count("Sessions", _loggedIn)
                .Count("Orders Received", done.OrdersReceived)
                .Count("Orders Accepted", done.Accepted)
                .Count("Orders Rejected", done.Rejected)
                .Count("Orders Canceled", done.Canceled)
                .Count("Executions", done.Executions)
                .Count("Shares Executed", done.SharesExecuted)
                .Count("Malformed Messages", done.Malformed));
        }
    }

    /// <inheritdoc />
    public void Send(int session, ReadOnlySpan<byte> message) => _sessions.GetValueOrDefault(session)?.SendSequenced(message);

    public void LoggedIn() => Interlocked.Increment(ref _loggedIn);

    public bool Handle(int session, ReadOnlySpan<byte> message)
    {
        lock (_lock) return _engine.Handle(session, message);
    }

    public void Left(ClientSession session)
    {
        lock (_lock)
        {
            _sessions.Remove(session.Id);
            _engine.Disconnect(session.Id);
        }
    }

    public void Dispose()
    {
        _heartbeat.Dispose();
        foreach (var signal in _signals) signal.Dispose();
        _listener.Dispose();
    }

    private Socket? Accept()
    {
        try
        {
            return _listener.Accept();
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // A signal has closed the listener.
            return null;
        }
    }

    private void Sweep()
    {
        lock (_lock)
            foreach (var session in _sessions.Values) session.Tick();
    }

    private PosixSignalRegistration Own(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        _listener.Dispose();
    });
}
