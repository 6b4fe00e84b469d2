using System.Collections.Concurrent;

namespace Beacon.Processes;

/// <summary>A thread that carries out orders of other threads, one after the other.</summary>
internal sealed class WorkerThread : IDisposable
{
    private readonly BlockingCollection<Action> _orders = [];
    private readonly Thread _thread;

    public WorkerThread(string name)
    {
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <exception cref="InvalidOperationException">The thread has ended.</exception>
    public void Post(Action order) => _orders.Add(order);

    /// <summary>Lets the thread begin something that completes later. What <paramref name="order"/> throws is the task's failure.</summary>
    /// <exception cref="InvalidOperationException">The thread has ended.</exception>
    public Task<T> PostAsync<T>(Func<Task<T>> order)
    {
        var begun = new TaskCompletionSource<Task<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                begun.SetResult(order());
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                begun.SetException(exception);
            }
        });
        return begun.Task.Unwrap();
    }

    /// <summary>Ends the thread once the orders so far were carried out.</summary>
    public void Dispose()
    {
        _orders.CompleteAdding();
        _thread.Join();
    }

    private void Run()
    {
        foreach (var order in _orders.GetConsumingEnumerable())
            order();
    }
}
