using System.Collections.Concurrent;
using System.Collections.Immutable;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Launching;

/// <summary>
/// The one thread that starts all processes. A process that asks for a signal at the death of its parent (PR_SET_PDEATHSIG, prctl(2)) gets
/// it when the thread that forked it ends, so that thread must live longer than all of them; a thread of the pool would not.
/// </summary>
internal sealed class SpawnerThread : IDisposable
{
    private readonly BlockingCollection<Action> _orders = [];
    private readonly Thread _thread;

    public SpawnerThread()
    {
        _thread = new Thread(() =>
        {
            foreach (var order in _orders.GetConsumingEnumerable())
                order();
        })
        {
            IsBackground = true,
            Name = "beacon spawner",
        };
        _thread.Start();
    }

    public void Post(Action order) => _orders.Add(order);

    /// <summary>Sets what a child is to inherit from this thread; called on it before each start.</summary>
    /// <param name="cores">The cores that the child may use; empty: those that the supervisor was started with.</param>
    public static void Prepare(ImmutableArray<int> cores)
    {
        Affinity.Set(cores);
        FileDescriptor.CloseAllOnExec();
    }

    public void Dispose()
    {
        _orders.CompleteAdding();
        _thread.Join();
    }
}
