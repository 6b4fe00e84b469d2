using System.Net.Sockets;
using Beacon.Actors.Control.Sockets;
using Beacon.Actors.Hosting;
using Beacon.Plans.Text;
using Beacon.Records.Events;

namespace Beacon.Actors.Control.Serving;

/// <summary>
/// Serves the clients of one run. A thread waits for them in accept(2) and does nothing else; what clients cost begins with the first, and
/// is bounded: so many of them, each with buffers of a fixed size.
/// </summary>
internal sealed class ControlServer : IRunCompanion
{
    /// <summary>How many clients are served at a time.</summary>
    internal const int ClientsAtMost = 128;

    private const int IdleMilliseconds = 5000;

    // What a client may take from the end of a run until it is cut off: in all, and without taking anything.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);
    private const int StalledMilliseconds = 250;

    private readonly IBeaconRun _run;
    private readonly Action<Problem> _report;
    private readonly EventFeed _events;
    private readonly List<ControlConnection> _clients = [];
    private readonly TaskCompletionSource<RunResult?> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ControlListener?> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _dropped;

    private ControlServer(IBeaconRun run, Action<Problem> report)
    {
        (_run, _report) = (run, report);
        _events = new EventFeed(run.Record);
    }

    /// <summary>Serves a run; returns at once.</summary>
    /// <param name="run">The run.</param>
    /// <param name="report">Receives the problem if it can't be served.</param>
    public static ControlServer Start(IBeaconRun run, Action<Problem> report)
    {
        var server = new ControlServer(run, report);
        new Thread(server.Serve) { IsBackground = true, Name = "beacon control" }.Start();
        return server;
    }

    /// <inheritdoc />
    public async Task RunEndedAsync(RunResult? result)
    {
        // First the name goes, so that nobody finds a run that is over.
        (await _listening.Task.ConfigureAwait(false))?.Dispose();
        _end.TrySetResult(result);
        _events.Complete();
        for (var until = Environment.TickCount64 + (long)Farewell.TotalMilliseconds; CutOffAtEnd(until); )
            await Task.Delay(5).ConfigureAwait(false);
        _events.Dispose();
    }

    private void Serve()
    {
        ControlListener? listener = null;
        try
        {
            listener = ControlListener.Open(_run.Plan.Results, _run.Id);
        }
        catch (IOException exception)
        {
            _report(
                new Problem(
                    ProblemKind.NotControllable,
                    $"the run can't be controlled from outside, there is no socket: {ExceptionText.Of(exception)}"
                )
            );
        }

        _listening.SetResult(listener);
        while (listener?.Accept() is { } socket)
            _ = WelcomeAsync(socket, listener.User);
    }

    private async Task WelcomeAsync(Socket socket, uint owner)
    {
        // Off the thread that accepts.
        await Task.Yield();
        try
        {
            var by = PeerCredentials.Of(socket);
            using var client = new ControlConnection(socket, new CallHandler(_run, _end.Task, by, Counts), _events);
            if (!PeerCredentials.MayControl((uint)by.Uid, owner))
                await DropAsync(client, "not_permitted", $"uid {by.Uid} may not control a run of uid {owner}").ConfigureAwait(false);
            else if (!TryAdd(client))
                await DropAsync(client, "too_many_clients", $"{ClientsAtMost} clients are connected; try again later")
                    .ConfigureAwait(false);
            else
                await ServeAsync(client).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It was gone before it was served.
            socket.Dispose();
        }
    }

    private async Task ServeAsync(ControlConnection client)
    {
        try
        {
            await client.ServeAsync(() => Interlocked.Increment(ref _dropped)).ConfigureAwait(false);
        }
        finally
        {
            lock (_clients)
                _clients.Remove(client);
        }
    }

    private async Task DropAsync(ControlConnection client, string kind, string message)
    {
        Interlocked.Increment(ref _dropped);
        await client.RefuseAsync(kind, message).ConfigureAwait(false);
    }

    /// <summary>Makes room for a client, if need be in the place of one that has been silent for long.</summary>
    private bool TryAdd(ControlConnection client)
    {
        lock (_clients)
        {
            if (_end.Task.IsCompleted)
                return false;
            if (_clients.Count >= ClientsAtMost)
            {
                var idle = _clients.MinBy(each => each.ActiveAt)!;
                if (Environment.TickCount64 - idle.ActiveAt < IdleMilliseconds)
                    return false;
                Interlocked.Increment(ref _dropped);
                _clients.Remove(idle);
                idle.Dispose();
            }

            _clients.Add(client);
            return true;
        }
    }

    /// <summary>Cuts off those who wait for nothing or take nothing; returns whether others are left.</summary>
    private bool CutOffAtEnd(long until)
    {
        lock (_clients)
        {
            var now = Environment.TickCount64;
            foreach (var client in _clients)
                if (!client.IsBusy || now > until || now - client.ActiveAt > StalledMilliseconds + Grace(now, until))
                    client.Dispose();
            return _clients.Count > 0;
        }
    }

    // A client that waited for the end has taken nothing for long: it gets as much time from the end on.
    private static long Grace(long now, long until) =>
        until - (long)Farewell.TotalMilliseconds + StalledMilliseconds > now ? long.MaxValue / 2 : 0;

    private (int Clients, long Dropped) Counts()
    {
        lock (_clients)
            return (_clients.Count, Interlocked.Read(ref _dropped));
    }
}
