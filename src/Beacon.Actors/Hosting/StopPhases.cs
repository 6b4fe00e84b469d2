using System.Globalization;
using System.Text;
using Akka;
using Akka.Actor;
using Akka.Configuration;
using Beacon.Actors.Running;
using Beacon.Plans;

namespace Beacon.Actors.Hosting;

/// <summary>
/// The phases of Akka's CoordinatedShutdown that end a run's components, the last level first, and close its record, all before Akka's
/// own phases. A system's phases are fixed when it starts, so those of a plan must be known by then; runs with more levels, or of other
/// plans, walk their levels themselves within the last phase.
/// </summary>
public static class StopPhases
{
    private const string ClosePhase = "beacon-close-record";
    private const string PhasesPath = "akka.coordinated-shutdown.phases";
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    // What Akka and the generic host wait for carries no more than 2^31 milliseconds.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    /// <summary>The configuration of the phases.</summary>
    /// <param name="plan">The plan whose levels get a phase each; null: the last phase alone.</param>
    /// <param name="closeTimeout">How long the last phase may take; null: a minute, and the plan's drain timeout.</param>
    public static Config Configuration(RunPlan? plan, TimeSpan? closeTimeout = null)
    {
        var levels = plan?.Levels.Length ?? 0;
        var hocon = new StringBuilder();
        void Phase(string name, string? after, TimeSpan timeout) =>
            hocon.AppendLine(
                CultureInfo.InvariantCulture,
                $$"""{{PhasesPath}}.{{name}} { timeout = {{(long)Limited(timeout).TotalMilliseconds}} ms, depends-on = [{{after}}] }"""
            );

        for (var level = levels; level >= 1; level--)
            Phase(Name(level), level == levels ? null : Name(level + 1), TimeoutOf(plan!, level));
        Phase(ClosePhase, levels == 0 ? null : Name(1), closeTimeout ?? CloseTimeoutOf(plan));
        Phase(CoordinatedShutdown.PhaseBeforeServiceUnbind, ClosePhase, closeTimeout ?? CloseTimeoutOf(plan));
        return ConfigurationFactory.ParseString(hocon.ToString());
    }

    /// <summary>Gives the phases that a system was configured with their tasks.</summary>
    /// <param name="system">The system.</param>
    /// <param name="beacon">Its <see cref="BeaconActor"/>.</param>
    internal static void AddTasks(ActorSystem system, IActorRef beacon)
    {
        var shutdown = CoordinatedShutdown.Get(system);
        for (var level = 1; system.Settings.Config.HasPath($"{PhasesPath}.{Name(level)}"); level++)
        {
            var order = new RunProtocol.StopLevel(level);
            shutdown.AddTask(Name(level), Name(level), () => Ask(order));
        }

        // The second has nothing left to do, unless an embedder's configuration has taken our phases out of the order: phases that nothing
        // depends on come after the end of the system.
        if (system.Settings.Config.HasPath($"{PhasesPath}.{ClosePhase}"))
            shutdown.AddTask(ClosePhase, ClosePhase, () => Ask(new RunProtocol.StopRun(UnixSignal.SIGTERM)));
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, ClosePhase, () => Ask(new RunProtocol.StopRun(UnixSignal.SIGTERM)));

        async Task<Done> Ask(object order)
        {
            await Task.WhenAny(beacon.Ask<Done>(order, Timeout.InfiniteTimeSpan), system.WhenTerminated).ConfigureAwait(false);
            return Done.Instance;
        }
    }

    /// <summary>The longest that all phases together may take: what a host's own shutdown must allow for.</summary>
    /// <param name="plan">The plan.</param>
    public static TimeSpan Total(RunPlan plan) =>
        Limited(Enumerable.Range(1, plan.Levels.Length).Aggregate(CloseTimeoutOf(plan), (sum, level) => sum + TimeoutOf(plan, level)));

    private static TimeSpan Limited(TimeSpan timeout) => timeout < Longest ? timeout : Longest;

    private static string Name(int level) => $"beacon-stop-level-{level}";

    private static TimeSpan TimeoutOf(RunPlan plan, int level) =>
        plan.Levels[level - 1].Max(component => component.Stop.Timeout) + plan.DrainTimeout + Margin;

    private static TimeSpan CloseTimeoutOf(RunPlan? plan) => (plan?.DrainTimeout ?? TimeSpan.Zero) + TimeSpan.FromMinutes(1);
}
