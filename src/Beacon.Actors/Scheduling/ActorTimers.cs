using Akka.Actor;

namespace Beacon.Actors.Scheduling;

/// <summary>
/// Messages to an actor at a later time, on a <see cref="TimeProvider"/>. Akka's own timers hang on a scheduler whose tick decides both
/// how late they are and what an idle system costs; a run's deadlines are to be exact in whatever system the run is embedded.
/// </summary>
/// <param name="self">The actor.</param>
/// <param name="time">What measures the time.</param>
internal sealed class ActorTimers(IActorRef self, TimeProvider time) : IDisposable
{
    private readonly Dictionary<string, (ITimer Timer, long Generation)> _timers = [];
    private long _generation;

    /// <summary>What a timer tells its actor; stale where the timer was cancelled or started anew meanwhile.</summary>
    internal sealed record Due(string Name, long Generation);

    /// <summary>Starts a timer, or starts it anew.</summary>
    public void Start(string name, TimeSpan after)
    {
        Cancel(name);
        var due = new Due(name, ++_generation);
        _timers[name] = (time.CreateTimer(_ => self.Tell(due), null, after, Timeout.InfiniteTimeSpan), due.Generation);
    }

    /// <summary>Whether a timer was started and is neither due nor cancelled.</summary>
    public bool IsRunning(string name) => _timers.ContainsKey(name);

    /// <summary>Cancels a timer, if there is one of that name.</summary>
    public void Cancel(string name)
    {
        if (_timers.Remove(name, out var entry))
            entry.Timer.Dispose();
    }

    /// <summary>Whether this is the timer's last word; then it is done.</summary>
    public bool IsCurrent(Due due)
    {
        if (!_timers.TryGetValue(due.Name, out var entry) || entry.Generation != due.Generation)
            return false;
        Cancel(due.Name);
        return true;
    }

    /// <summary>Cancels all timers.</summary>
    public void Dispose()
    {
        foreach (var (timer, _) in _timers.Values)
            timer.Dispose();
        _timers.Clear();
    }
}
