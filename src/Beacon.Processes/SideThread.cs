namespace Beacon.Processes;

/// <summary>
/// Carries out work in order on a thread of its own, which exists only while there is work: for work that may take any time, such as
/// matching a pattern that backtracks, which neither an actor nor the thread that stores output may wait for.
/// </summary>
/// <param name="name">The name of the thread.</param>
/// <param name="waitingAtMost">How many pieces of work may wait.</param>
public sealed class SideThread(string name, int waitingAtMost)
{
    private readonly Lock _lock = new();
    private readonly Queue<Action> _waiting = [];
    private bool _isRunning;

    /// <summary>Adds a piece of work, which must not throw; false: too many wait already.</summary>
    /// <param name="work">The work.</param>
    public bool TryPost(Action work)
    {
        lock (_lock)
        {
            if (_waiting.Count >= waitingAtMost)
                return false;
            _waiting.Enqueue(work);
            if (_isRunning)
                return true;
            _isRunning = true;
        }

        new Thread(Run) { IsBackground = true, Name = name }.Start();
        return true;
    }

    private void Run()
    {
        while (Next() is { } work)
            work();
    }

    private Action? Next()
    {
        lock (_lock)
        {
            _isRunning = _waiting.TryDequeue(out var work);
            return work;
        }
    }
}
