using Beacon.Plans;
using Beacon.Processes.Capturing;
using Beacon.Processes.Linux.Trees;

namespace Beacon.Processes.Linux.Watching;

/// <summary>
/// Where a process is on its way: <see cref="Ordered"/>, <see cref="AliveProcess"/>, <see cref="EndingProcess"/>, <see cref="Over"/>.
/// </summary>
internal abstract class ProcessPhase
{
    /// <summary>Its tree; null: there is none yet, or no more.</summary>
    public virtual ProcessTree? Tree => null;

    /// <summary>Its output; null: there is none yet, or no more.</summary>
    public virtual CapturedOutput? Output => null;

    /// <summary>Delivers a signal as it can be delivered in this phase. Called under the process's lock.</summary>
    public abstract void Signal(UnixSignal signal);

    /// <summary>There is no process yet: the last signal is kept for it, and a kill whatever follows it.</summary>
    public sealed class Ordered : ProcessPhase
    {
        public UnixSignal? Pending { get; private set; }

        public override void Signal(UnixSignal signal)
        {
            if (Pending != UnixSignal.SIGKILL)
                Pending = signal;
        }
    }

    /// <summary>Nothing is left of it, or it could not be made.</summary>
    public sealed class Over : ProcessPhase
    {
        public override void Signal(UnixSignal signal) { }
    }
}
