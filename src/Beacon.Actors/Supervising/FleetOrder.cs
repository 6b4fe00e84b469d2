using Beacon.Actors.Messages;

namespace Beacon.Actors.Supervising;

/// <summary>What the run has to do next, as decided by the <see cref="Fleet"/>.</summary>
internal abstract record FleetOrder
{
    private FleetOrder() { }

    /// <summary>Launch a component: its dependencies hold.</summary>
    /// <param name="Component">The component's name.</param>
    public sealed record Launch(string Component) : FleetOrder;

    /// <summary>Stop a component and let it wait to be launched again.</summary>
    /// <param name="Component">The component's name.</param>
    /// <param name="Dependency">The component whose restart is the reason; null: its own restart was asked for.</param>
    public sealed record Recycle(string Component, string? Dependency) : FleetOrder;

    /// <summary>Answer those who asked for a component's restart.</summary>
    /// <param name="Component">The component's name.</param>
    /// <param name="Refusal">Why it was not restarted; null: it is ready again.</param>
    public sealed record AnswerRestart(string Component, string? Refusal) : FleetOrder;

    /// <summary>Judge the suspended failures a little later: see <see cref="Fleet.Judge"/>.</summary>
    public sealed record SuspendJudgement : FleetOrder;

    /// <summary>Count a failure as a failure of the run.</summary>
    /// <param name="Failure">The failure.</param>
    public sealed record FailRun(ProcessProtocol.Failed Failure) : FleetOrder;
}
