using System.Collections.Concurrent;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Watching;

/// <summary>
/// One thread that waits for the end of all processes, on their pidfds, so that an exit is known at once whatever the thread pool
/// does. It also watches young processes until they have become their program, which nothing in the kernel announces.
/// </summary>
internal sealed class ExitThread : IDisposable
{
    private const int LaunchPollMilliseconds = 1;

    private readonly Epoll _epoll = new();
    private readonly ConcurrentQueue<Action> _orders = new();
    private readonly Dictionary<int, LinuxProcess> _processes = [];
    private readonly List<LinuxProcess> _launching = [];
    private readonly Thread _thread;
    private bool _disposed;

    public ExitThread()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "beacon exits" };
        _thread.Start();
    }

    /// <summary>Watches a process to its end.</summary>
    public void Register(LinuxProcess process, int pidfd) =>
        Order(() =>
        {
            _processes.Add(pidfd, process);
            _launching.Add(process);
            _epoll.Add(pidfd);
        });

    public void Dispose()
    {
        Order(() => _disposed = true);
        _thread.Join();
        _epoll.Dispose();
    }

    private void Order(Action order)
    {
        _orders.Enqueue(order);
        _epoll.Wake();
    }

    private void Run()
    {
        var ready = new List<int>();
        while (!_disposed)
        {
            _epoll.Wait(ready, _launching.Count > 0 ? LaunchPollMilliseconds : -1);
            while (_orders.TryDequeue(out var order))
                order();

            _launching.RemoveAll(process => process.CheckExecuted());
            foreach (var pidfd in ready)
                if (_processes.Remove(pidfd, out var process))
                    End(process, pidfd);
        }
    }

    private void End(LinuxProcess process, int pidfd)
    {
        _launching.Remove(process);
        process.OnEnded(pidfd);
        _epoll.Remove(pidfd);
        FileDescriptor.Close(pidfd);
    }
}
