namespace Beacon.Benchmarks.Launching;

/// <summary>Keeps the thread pool overloaded until it is disposed.</summary>
internal sealed class StarvedThreadPool : IDisposable
{
    // The pool adds one or two threads per second: the queue must not run empty.
    private const int WorkItems = 2_000;

    private readonly ManualResetEventSlim _over = new();

    public StarvedThreadPool()
    {
        for (var item = 0; item < WorkItems; item++)
            ThreadPool.UnsafeQueueUserWorkItem(_ => _over.Wait(), null);
        while (ThreadPool.ThreadCount < Environment.ProcessorCount)
            Thread.Yield();
    }

    public void Dispose() => _over.Set();
}
