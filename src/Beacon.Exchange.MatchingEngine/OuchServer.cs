using System.Net.Sockets;
using System.Runtime.InteropServices;
using Beacon.Exchange.Matching;
using Beacon.Exchange.Measuring;
using Beacon.Exchange.SoupBinTcp;

namespace Beacon.Exchange.MatchingEngine;

/// <summary>
/// Accepts clients, each with a thread of its own, and lets the engine deal with one message at a time, whosever it is. While the lock is
/// held, nothing is sent and nothing is printed: neither a client nor the reader of the output can hold others up.
/// </summary>
internal sealed class OuchServer : IOuchReceiver, IDisposable
{
    private const int MaximumConnections = 256;
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan FarewellLimit = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly Dictionary<int, ClientConnection> _connections = [];
    private readonly LoginDesk _desk;
    private readonly HashSet<ClientConnection> _unsent = [];
    private readonly ManualResetEventSlim _allLeft = new();
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly EngineOptions _options;
    private readonly Matching.MatchingEngine _engine;
    private readonly FeedListener? _feed;
    private readonly PosixSignalRegistration[] _signals;
    private readonly Timer _ticks;
    private readonly ServerCounts _counts = new();
    private volatile bool _isStopping;
    private int _messagesWaiting;

    /// <summary>Joins the feed, then listens: whoever sees the port listening can rely on the participants to follow.</summary>
    /// <exception cref="SocketException">It can't listen.</exception>
    /// <exception cref="IOException">The feed can't be joined.</exception>
    public OuchServer(EngineOptions options)
    {
        _options = options;
        _desk = new LoginDesk(options);
        _engine = new Matching.MatchingEngine(this, new DayClock(TimeProvider.System).Now, options.Listed, options.OrdersPerUser);
        _listener.Bind(options.Endpoint);
        if (options.Feed is { } feed)
            _feed = new FeedListener(
                feed,
                options.Interface,
                _engine.Participants,
                _lock,
                () => Volatile.Read(ref _messagesWaiting) > 0,
                Flush
            );
        _listener.Listen();
        _signals = [StopOn(PosixSignal.SIGTERM), StopOn(PosixSignal.SIGINT)];
        _ticks = new Timer(_ => Tick(), null, TickInterval, TickInterval);
    }

    /// <summary>A signal has come: nothing is dealt with any more, and the statistics are final.</summary>
    public bool IsStopping => _isStopping;

    /// <summary>Serves until a signal comes, then says what was done.</summary>
    public void Run()
    {
        Console.WriteLine(
            _options.Feed is { } feed ? $"simulated participants follow the market data of {feed}" : "there are no simulated participants"
        );
        Console.WriteLine($"listening on {_listener.LocalEndPoint}");
        while (!_isStopping)
            Accept();
        Stop();
    }

    /// <inheritdoc />
    public void Send(int account, ReadOnlySpan<byte> message)
    {
        _desk[account].Log.Append(message);
        _counts.SequencedMessages++;
        if (_desk[account].Connection is { } connection)
            _unsent.Add(connection);
    }

    /// <summary>A message of a client; false: it is malformed. What it brings about is sent with <see cref="Flush"/>.</summary>
    public bool Handle(ClientAccount account, ClientConnection connection, ReadOnlySpan<byte> message)
    {
        Interlocked.Increment(ref _messagesWaiting);
        lock (_lock)
        {
            Interlocked.Decrement(ref _messagesWaiting);
            _counts.UnsequencedMessages++;
            return _isStopping || account.Connection != connection || _engine.Handle(account.Number, message);
        }
    }

    /// <summary>Sends what has been appended since. No lock is held while bytes go out.</summary>
    public void Flush()
    {
        ClientConnection[] unsent;
        lock (_lock)
        {
            if (_unsent.Count == 0)
                return;
            unsent = [.. _unsent];
            _unsent.Clear();
        }

        foreach (var connection in unsent)
            connection.Flush();
    }

    /// <summary>Logs a connection in, in place of an earlier one of the same user; null: the login is rejected.</summary>
    public ClientAccount? LogIn(ClientConnection connection, LoginRequest request, out LoginOutcome outcome)
    {
        lock (_lock)
        {
            var account = _desk.LogIn(request, opened => _engine.Open(opened.Number), out outcome);
            if (account is null)
            {
                _counts.LoginsRejected++;
                return null;
            }

            account.Connection?.Drop("its user has logged in again");
            account.Connection = connection;
            _counts.Sessions++;
            return account;
        }
    }

    public void Left(ClientConnection connection)
    {
        lock (_lock)
        {
            _connections.Remove(connection.Id);
            foreach (var account in _desk.Accounts.Where(account => account.Connection == connection))
                account.Connection = null;
            if (_isStopping && _connections.Count == 0)
                _allLeft.Set();
        }
    }

    public void Dispose()
    {
        _ticks.Dispose();
        _feed?.Dispose();
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
        if (TryConnect(socket))
            return;
        socket.Dispose();
        if (!_isStopping)
            Console.WriteLine($"a client was refused: there are {MaximumConnections} connections already");
    }

    /// <summary>False: there are too many connections, or the exchange closes.</summary>
    private bool TryConnect(Socket socket)
    {
        lock (_lock)
        {
            if (_isStopping || _connections.Count == MaximumConnections)
                return false;
            var connection = new ClientConnection(++_counts.Connections, socket, this);
            _connections.Add(connection.Id, connection);
            new Thread(connection.Serve) { IsBackground = true, Name = $"session {connection.Id}" }.Start();
            return true;
        }
    }

    private void Stop()
    {
        ClientConnection[] connections;
        StatisticsBlock statistics;
        lock (_lock)
        {
            _engine.Close();
            connections = [.. _connections.Values];
            if (connections.Length == 0)
                _allLeft.Set();
            statistics = _counts.Block(_engine.Statistics, _feed);
        }

        foreach (var connection in connections)
            connection.EndOfSession();
        Console.WriteLine(statistics);

        // Bytes that are on their way would be lost if the connections were closed under them: the clients close.
        _allLeft.Wait(FarewellLimit);
    }

    private void Tick()
    {
        ClientConnection[] connections;
        lock (_lock)
        {
            if (_isStopping)
                return;
            _engine.Expire();
            connections = [.. _connections.Values];
        }

        Flush();
        foreach (var connection in connections)
            connection.Tick();
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
