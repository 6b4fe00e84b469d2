using Akka.Actor;

namespace Beacon.Actors.Scheduling;

/// <summary>An actor with <see cref="ActorTimers"/>.</summary>
/// <param name="time">The source of time.</param>
internal abstract class TimedActor(TimeProvider time) : ReceiveActor
{
    /// <summary>The actor's timers.</summary>
    protected ActorTimers Timers { get; } = new(Context.Self, time);

    /// <summary>Handles a timer in the present state.</summary>
    /// <param name="name">The timer's name.</param>
    /// <param name="handle">Called when it is due.</param>
    protected void OnTimer(string name, Action handle) =>
        Receive<ActorTimers.Due>(due => due.Name == name && Timers.IsCurrent(due), _ => handle());

    /// <inheritdoc />
    protected override void PostStop() => Timers.Dispose();
}
