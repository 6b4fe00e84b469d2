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
    public void Starting(int pid, int incarnation) =>
        stats.Tell(
            new ComponentStarting(pid, incarnation)
            {
                At = clock.Now,
                Elapsed = clock.Elapsed,
                Component = component,
            }
        );

    public void Ready(string probe, TimeSpan after) =>
        stats.Tell(
            new ComponentReady(probe, after)
            {
                At = clock.Now,
                Elapsed = clock.Elapsed,
                Component = component,
            }
        );

    public void Stopping(UnixSignal signal) =>
        stats.Tell(
            new ComponentStopping(signal)
            {
                At = clock.Now,
                Elapsed = clock.Elapsed,
                Component = component,
            }
        );

    public void Killed() =>
        stats.Tell(
            new ComponentKilled
            {
                At = clock.Now,
                Elapsed = clock.Elapsed,
                Component = component,
            }
        );

    public void Exited(ExitStatus status) =>
        stats.Tell(
            new ComponentExited(status)
            {
                At = clock.Now,
                Elapsed = clock.Elapsed,
                Component = component,
            }
        );

    public void Restarting(int attempt, TimeSpan delay, string? dependency = null) =>
        stats.Tell(
            new ComponentRestarting(attempt, delay)
            {
                Dependency = dependency,
                At = clock.Now,
                Elapsed = clock.Elapsed,
                Component = component,
            }
        );

    public void Used(ResourceUsage usage) =>
        stats.Tell(
            new ResourcesSampled(usage, 0)
            {
                At = clock.Now,
                Elapsed = clock.Elapsed,
                Component = component,
            }
        );

    public void Final(Statistic statistic) =>
        stats.Tell(
            new StatisticReported(statistic, Final: true)
            {
                At = clock.Now,
                Elapsed = clock.Elapsed,
                Component = component,
            }
        );

    public void Stopped() =>
        stats.Tell(
            new ComponentStopped
            {
                At = clock.Now,
                Elapsed = clock.Elapsed,
                Component = component,
            }
        );

    public void Raise(Problem problem) => stats.Tell(new ProblemRaised(problem) { At = clock.Now, Elapsed = clock.Elapsed });

    public void Raise(ProblemKind kind, string message) => Raise(new Problem(kind, message, component));
}
