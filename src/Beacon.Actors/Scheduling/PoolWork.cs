namespace Beacon.Actors.Scheduling;

/// <summary>
/// What a run does on the thread pool and has not heard of yet. Whoever moves the time of a run waits until it is none, so that nothing
/// is late only because a thread was.
/// </summary>
internal sealed class PoolWork
{
    private int _count;

    /// <summary>Nothing is on its way.</summary>
    public bool IsNone => Volatile.Read(ref _count) == 0;

    /// <summary>Something is on its way until it has ended.</summary>
    public void Track(Task work)
    {
        Interlocked.Increment(ref _count);
        work.ContinueWith(_ => End(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Begins something on the pool, which is on its way until it first waits.</summary>
    public void Start(Func<Task> begin)
    {
        Interlocked.Increment(ref _count);
        _ = Task.Run(() =>
        {
            try
            {
                return begin();
            }
            finally
            {
                End();
            }
        });
    }

    private void End() => Interlocked.Decrement(ref _count);
}
