using Beacon.Actors.Controlling;
using Beacon.Actors.Messages;
using Beacon.Records.Events;

namespace Beacon.Actors.Supervising;

/// <summary>What the run has to do next, as decided by the <see cref="Fleet"/>.</summary>
internal abstract record FleetOrder
{
    private FleetOrder() { }

    /// <summary>What the actor of a component is to be told; null: it is not concerned.</summary>
    public virtual (string Component, IComponentOrder Message)? ForProcess => null;

    /// <summary>Launch a component: its dependencies hold.</summary>
    public sealed record Launch(string Component) : FleetOrder
    {
        public override (string Component, IComponentOrder Message)? ForProcess => (Component, new ProcessProtocol.Launch());
    }

    /// <summary>Stop a component and let it wait for a launch: a dependency restarts, or, if null, its own restart was asked for.</summary>
    public sealed record Recycle(string Component, string? Dependency) : FleetOrder
    {
        public override (string Component, IComponentOrder Message)? ForProcess => (Component, new ProcessProtocol.Recycle(Dependency));
    }

    /// <summary>Stop a component by hand, and let it wait until somebody starts it.</summary>
    public sealed record Hold(string Component) : FleetOrder
    {
        public override (string Component, IComponentOrder Message)? ForProcess =>
            (Component, new ProcessProtocol.Recycle(null, IsHeld: true));
    }

    /// <summary>Kill a component that is being stopped by hand.</summary>
    public sealed record Kill(string Component) : FleetOrder
    {
        public override (string Component, IComponentOrder Message)? ForProcess => (Component, new ProcessProtocol.ForceStop());
    }

    /// <summary>Answer those who asked for a component's start, stop or restart: it is done (null), or why not.</summary>
    public sealed record Answer(ControlAction Action, string Component, ControlRefusal? Refusal = null) : FleetOrder
    {
        /// <summary>Whether anything was to be done.</summary>
        public bool HasChanged { get; init; } = true;
    }

    /// <summary>Judge the suspended failures a little later: see <see cref="Fleet.Judge"/>.</summary>
    public sealed record SuspendJudgement : FleetOrder;

    /// <summary>Count a failure as a failure of the run.</summary>
    public sealed record FailRun(ProcessProtocol.Failed Failure) : FleetOrder;
}
