using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Watching;

/// <summary>
/// One thread that waits for the end of all processes, on their pidfds, so that an exit is known at once however busy the thread pool is.
/// It also polls processes that were just launched until they execute their program, which the kernel does not announce.
/// </summary>
internal sealed class ExitThread : IDisposable
{
    private const int LaunchPollMilliseconds = 1;

    private readonly EpollLoop _loop = new("beacon exits");
    private readonly Dictionary<int, AliveProcess> _processes = [];
    private readonly List<AliveProcess> _launching = [];

    public ExitThread() => _loop.Start(() => _launching.Count > 0 ? LaunchPollMilliseconds : -1, Turn);

    /// <summary>Watches a process to its end, and closes its pidfd then.</summary>
    public void Register(AliveProcess process, int pidfd) =>
        _loop.Order(() =>
        {
            _processes.Add(pidfd, process);
            _launching.Add(process);
            _loop.Add(pidfd);
        });

    /// <summary>Reaps the processes that were watched to the end of the thread, if each ends within a time.</summary>
    public void Abandon(TimeSpan patience)
    {
        foreach (var process in _processes.Values)
            process.Prepared.Abandon(patience);
        _processes.Clear();
    }

    public void Dispose() => _loop.Dispose();

    private void Turn(IReadOnlyList<int> ready)
    {
        _launching.RemoveAll(process => process.CheckExecuted());
        foreach (var pidfd in ready)
            if (_processes.Remove(pidfd, out var process))
                End(process, pidfd);
    }

    private void End(AliveProcess process, int pidfd)
    {
        _launching.Remove(process);
        process.OnExited();
        _loop.Remove(pidfd);
        FileDescriptor.Close(pidfd);
    }
}
