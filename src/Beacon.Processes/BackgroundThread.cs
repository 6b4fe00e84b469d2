using Beacon.Processes.Linux.Native;

namespace Beacon.Processes;

/// <summary>Work beside a run, on a thread of the lowest priority: it gets only the processor time that the components leave.</summary>
public static class BackgroundThread
{
    /// <summary>Starts work on a thread of its own; returns its result.</summary>
    public static Task<T> Start<T>(Func<T> work) =>
        Task.Factory.StartNew(
            () =>
            {
                Priority.LowerCallingThread();
                return work();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
}
