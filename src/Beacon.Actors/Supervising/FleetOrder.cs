using Beacon.Actors.Messages;

namespace Beacon.Actors.Supervising;

/// <summary>What the run has to do next, as decided by the <see cref="Fleet"/>.</summary>
internal abstract record FleetOrder
{
    private FleetOrder() { }

    /// <summary>Launch a component: its dependencies hold.</summary>
    public sealed record Launch(string Component) : FleetOrder;

    /// <summary>Stop a component and let it wait for a launch: a dependency restarts, or, if null, its own restart was asked for.</summary>
    public sealed record Recycle(string Component, string? Dependency) : FleetOrder;

    /// <summary>Answer those who asked for a component's restart: why it was not restarted, or null, because it is ready again.</summary>
    public sealed record AnswerRestart(string Component, string? Refusal) : FleetOrder;

    /// <summary>Judge the suspended failures a little later: see <see cref="Fleet.Judge"/>.</summary>
    public sealed record SuspendJudgement : FleetOrder;

    /// <summary>Count a failure as a failure of the run.</summary>
    public sealed record FailRun(ProcessProtocol.Failed Failure) : FleetOrder;
}
