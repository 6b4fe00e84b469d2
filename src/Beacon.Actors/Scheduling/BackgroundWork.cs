namespace Beacon.Actors.Scheduling;

/// <summary>
/// The work that a run does on the thread pool and whose result its actors have not received yet. A test that moves the time of a run waits
/// until there is none, so that nothing is late only because a thread was.
/// </summary>
public sealed class BackgroundWork
{
    private int _count;

    /// <summary>Whether no work is under way.</summary>
    public bool IsNone => Volatile.Read(ref _count) == 0;

    /// <summary>Counts work until it has ended.</summary>
    internal void Track(Task work)
    {
        Interlocked.Increment(ref _count);
        work.ContinueWith(_ => End(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Starts work on the thread pool and counts it until it first waits.</summary>
    internal void Start(Func<Task> begin)
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
