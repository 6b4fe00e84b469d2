using Akka.Actor;

namespace Beacon.Actors.TestKit;

/// <summary>
/// The parent of a run under virtual time. An actor at the top of a system begins on another thread some time later; a child begins at
/// once, and all that follows from it has happened when its parent goes on.
/// </summary>
internal sealed class Stage : ReceiveActor
{
    public Stage() => Receive<Props>(props => Sender.Tell(Context.ActorOf(props)));

    // The fault of a run is not hidden by another beginning of it.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);
}
