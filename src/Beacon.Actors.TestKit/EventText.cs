using Beacon.Records.Events;
using Beacon.Records.Json;

namespace Beacon.Actors.TestKit;

/// <summary>Events in words, a line each.</summary>
internal static class EventText
{
    /// <summary>Whether an event is worth a line: measurements are too many.</summary>
    public static bool IsTold(RunEvent happened) =>
        happened is not (ResourcesSampled or MachineSampled or StatisticReported { Final: false });

    public static string Tell(RunEvent happened) =>
        happened switch
        {
            RunStarted => "the run started",
            RunOperational => "the run is operational",
            RunFinished finished => $"the run ended: {JsonValues.NameOf(finished.Outcome)}, exit code {finished.ExitCode}",
            ProblemRaised { Problem: var problem } => $"problem {JsonValues.NameOf(problem.Kind)}: {problem.Message}",
            ComponentStarting starting => $"{starting.Component} started (incarnation {starting.Incarnation})",
            ComponentReady ready => $"{ready.Component} ready: {ready.Probe}",
            ComponentOutput output => $"{output.Component} printed \"{output.Line}\"",
            ComponentExited exited => $"{exited.Component} {exited.Exit}",
            ComponentRestarting restarting => $"{restarting.Component} will restart in {Plans.Durations.Format(restarting.Delay)}",
            ComponentStopping stopping => $"{stopping.Component} was sent {stopping.Signal}",
            ComponentKilled killed => $"{killed.Component} was killed",
            ComponentStopped stopped => $"{stopped.Component} is gone",
            StatisticReported { Statistic: var statistic } => $"{statistic.Component} counted {statistic.Name} = {statistic.Text}",
            _ => happened.ToString(),
        };
}
