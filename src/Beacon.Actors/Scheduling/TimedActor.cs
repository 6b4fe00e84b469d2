using Akka.Actor;

namespace Beacon.Actors.Scheduling;

/// <summary>An actor with <see cref="ActorTimers"/>.</summary>
internal abstract class TimedActor(TimeProvider time) : ReceiveActor
{
    protected ActorTimers Timers { get; } = new(Context.Self, time);

    /// <summary>Handles a timer in the present state.</summary>
    protected void OnTimer(string name, Action handle) =>
        Receive<ActorTimers.Due>(due => due.Name == name && Timers.IsCurrent(due), _ => handle());

    protected override void PostStop() => Timers.Dispose();
}

/// <summary>
/// Timers of an actor on a <see cref="TimeProvider"/>. Akka's own timers use a scheduler whose tick decides how late they are and what an
/// idle system costs; the deadlines of a run have to be exact in any actor system.
/// </summary>
internal sealed class ActorTimers(IActorRef self, TimeProvider time) : IDisposable
{
    private readonly Dictionary<string, (ITimer Timer, long Generation)> _timers = [];
    private long _generation;

    /// <summary>The message of a timer to its actor; stale if the timer was cancelled or restarted in the meantime.</summary>
    internal sealed record Due(string Name, long Generation);

    /// <summary>Starts a timer of any length, or restarts it.</summary>
    public void Start(string name, TimeSpan after) => Start(name, after, isPatient: false);

    /// <summary>Starts a timer for a judgement on a component, which does not count a wait in which this process was stopped.</summary>
    public void StartPatient(string name, TimeSpan after) => Start(name, after, isPatient: true);

    private void Start(string name, TimeSpan after, bool isPatient)
    {
        Cancel(name);
        var due = new Due(name, ++_generation);
        _timers[name] = (new WaitTimer(time, () => self.Tell(due), after, Timeout.InfiniteTimeSpan, isPatient), due.Generation);
    }

    /// <summary>Whether a timer was started and is neither due nor cancelled.</summary>
    public bool IsRunning(string name) => _timers.ContainsKey(name);

    /// <summary>Cancels the timers of these names that are running.</summary>
    public void Cancel(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (_timers.Remove(name, out var entry))
                entry.Timer.Dispose();
    }

    /// <summary>Whether a message is not stale; the timer is removed then.</summary>
    public bool IsCurrent(Due due)
    {
        if (!_timers.TryGetValue(due.Name, out var entry) || entry.Generation != due.Generation)
            return false;
        Cancel(due.Name);
        return true;
    }

    public void Dispose()
    {
        foreach (var (timer, _) in _timers.Values)
            timer.Dispose();
        _timers.Clear();
    }
}
