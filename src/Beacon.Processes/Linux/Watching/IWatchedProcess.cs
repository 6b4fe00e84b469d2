namespace Beacon.Processes.Linux.Watching;

/// <summary>A process whose end the exit thread waits for. All members are called on that thread.</summary>
internal interface IWatchedProcess
{
    /// <summary>Looks whether the process executes its program by now; true: it need not be looked at any more.</summary>
    bool CheckExecuted();

    /// <summary>The process has ended; its pidfd is still open.</summary>
    void OnExited();
}
