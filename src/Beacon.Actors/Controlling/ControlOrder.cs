using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Controlling;

/// <summary>
/// An order by hand to a living run. It is recorded as a <c>control</c> event with who gave it, and the run is not comparable with others
/// afterwards.
/// </summary>
/// <param name="Action">What to do.</param>
/// <param name="By">Who asks for it.</param>
public sealed record ControlOrder(ControlAction Action, ControlPeer By)
{
    /// <summary>The component; null: the run itself, which can be stopped or killed.</summary>
    public string? Component { get; init; }

    /// <summary>The signal to send, for <see cref="ControlAction.Signal"/>.</summary>
    public UnixSignal? Signal { get; init; }
}
