using System.Collections.Concurrent;

namespace Beacon.Actors.Processes.Linux;

/// <summary>
/// The one thread that starts all processes. A process that asks for a signal at its parent's death (PR_SET_PDEATHSIG, prctl(2)) gets
/// it at the death of the thread that made it, so that thread must outlive them all; a thread of the pool would not.
/// </summary>
internal sealed class SpawnerThread : IDisposable
{
    private readonly BlockingCollection<Action> _orders = [];
    private readonly Thread _thread;

    public SpawnerThread()
    {
        _thread = new Thread(() =>
        {
            foreach (var order in _orders.GetConsumingEnumerable()) order();
        })
        { IsBackground = true, Name = "beacon spawner" };
        _thread.Start();
    }

    public void Post(Action order) => _orders.Add(order);

    public void Dispose()
    {
        _orders.CompleteAdding();
        _thread.Join();
    }
}
