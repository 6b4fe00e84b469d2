using System.Collections.Concurrent;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Watching;

/// <summary>
/// A thread that waits on descriptors and carries out what other threads order, so that whatever it works on needs no lock: all of it
/// belongs to this thread.
/// </summary>
/// <param name="name">The thread's name.</param>
internal sealed class EpollLoop(string name) : IDisposable
{
    private readonly Epoll _epoll = new();
    private readonly ConcurrentQueue<Action> _orders = new();
    private Thread? _thread;
    private bool _isDisposed;

    /// <summary>Starts the thread.</summary>
    /// <param name="timeout">How long to wait for a descriptor or an order at most, in milliseconds; -1: for ever.</param>
    /// <param name="turn">Called after each wait, when the orders so far were carried out, with the descriptors that are ready.</param>
    public void Start(Func<int> timeout, Action<IReadOnlyList<int>> turn)
    {
        _thread = new Thread(() => Run(timeout, turn)) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>Has the thread do something soon; called on any thread.</summary>
    public void Order(Action order)
    {
        _orders.Enqueue(order);
        _epoll.Wake();
    }

    /// <summary>Waits for a descriptor from now on; called on this thread.</summary>
    public void Add(int fd) => _epoll.Add(fd);

    /// <summary>Waits for it no more; called on this thread.</summary>
    public void Remove(int fd) => _epoll.Remove(fd);

    /// <summary>Ends the thread once the orders so far were carried out.</summary>
    public void Dispose()
    {
        Order(() => _isDisposed = true);
        _thread?.Join();
        _epoll.Dispose();
    }

    private void Run(Func<int> timeout, Action<IReadOnlyList<int>> turn)
    {
        var ready = new List<int>();
        while (!_isDisposed)
        {
            _epoll.Wait(ready, timeout());
            while (_orders.TryDequeue(out var order))
                order();
            turn(ready);
        }
    }
}
