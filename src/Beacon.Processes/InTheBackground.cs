using Beacon.Processes.Linux.Native;

namespace Beacon.Processes;

/// <summary>What is done while the components work, by a thread of its own that gets only what they leave of the processor.</summary>
internal static class InTheBackground
{
    public static Task<T> Start<T>(Func<T> work) =>
        Task.Factory.StartNew(
            () =>
            {
                if (OperatingSystem.IsLinux())
                    Priority.LowerCallingThread();
                return work();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
}
