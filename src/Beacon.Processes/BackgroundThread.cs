using Beacon.Processes.Linux.Native;

namespace Beacon.Processes;

/// <summary>Work beside a run, on a thread of the lowest priority: it gets only the processor time that the components leave.</summary>
public static class BackgroundThread
{
    /// <summary>
    /// Starts work on a thread of its own; returns its result. Where the user may have no more threads (RLIMIT_NPROC of getrlimit(2),
    /// pids.max of the cgroup), the caller does the work at once.
    /// </summary>
    public static Task<T> Start<T>(Func<T> work)
    {
        var result = new Task<T>(work);
        try
        {
            new Thread(() =>
            {
                Priority.LowerCallingThread();
                result.RunSynchronously(TaskScheduler.Default);
            })
            {
                IsBackground = true,
            }.Start();
        }
        catch (OutOfMemoryException)
        {
            result.RunSynchronously(TaskScheduler.Default);
        }

        return result;
    }
}
