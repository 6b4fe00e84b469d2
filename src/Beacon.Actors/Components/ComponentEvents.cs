using Akka.Actor;
using Beacon.Actors.Scheduling;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;
using Beacon.Records.Statistics;

namespace Beacon.Actors.Components;

/// <summary>Publishes the events of one component with the time of the run.</summary>
internal sealed class ComponentEvents(string component, RunClock clock, IActorRef stats)
{
    public void Starting(int pid, int incarnation) => Publish(new ComponentStarting(pid, incarnation));

    public void Ready(string probe, TimeSpan after) => Publish(new ComponentReady(probe, after));

    public void Stopping(UnixSignal signal) => Publish(new ComponentStopping(signal));

    public void Killed() => Publish(new ComponentKilled());

    public void Exited(ExitStatus status) => Publish(new ComponentExited(status));

    public void Restarting(int attempt, TimeSpan delay, string? dependency = null) =>
        Publish(new ComponentRestarting(attempt, delay) { Dependency = dependency });

    public void Used(ResourceUsage usage) => Publish(new ResourcesSampled(usage, 0));

    public void Final(Statistic statistic) => Publish(new StatisticReported(statistic, Final: true));

    public void Stopped() => Publish(new ComponentStopped());

    public void Raise(Problem problem) => stats.Tell(clock.Stamp(new ProblemRaised(problem)));

    public void Raise(ProblemKind kind, string message) => Raise(new Problem(kind, message, component));

    private void Publish(ComponentEvent happened) => stats.Tell(clock.Stamp(happened) with { Component = component });
}
