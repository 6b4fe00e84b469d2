using System.Globalization;
using System.Text;
using Beacon.Actors.Recording;
using Beacon.Actors.Running;

namespace Beacon.Actors.TestKit;

/// <summary>An expectation of a run was not met. Its message tells what happened instead, so that any test framework reports it.</summary>
public sealed class ExpectationFailedException : Exception
{
    private const int MostEvents = 60;

    internal ExpectationFailedException(string expected, string instead, IReadOnlyList<RunEvent> events)
        : base(Tell(expected, instead, events))
    {
    }

    private static string Tell(string expected, string instead, IReadOnlyList<RunEvent> events)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"expected {expected}; {instead}. What happened:").AppendLine();
        var told = events.Where(happened => happened is not (ResourcesSampled or MachineSampled)).ToList();
        if (told.Count > MostEvents) text.Append(CultureInfo.InvariantCulture, $"  … {told.Count - MostEvents} events before").AppendLine();
        foreach (var happened in told.TakeLast(MostEvents))
            text.Append(CultureInfo.InvariantCulture, $"  {happened.Elapsed.TotalSeconds,10:0.000} s  {Tell(happened)}").AppendLine();
        if (told.Count == 0) text.AppendLine("  nothing");
        return text.ToString().TrimEnd();
    }

    private static string Tell(RunEvent happened) => happened switch
    {
        RunStarted => "the run started",
        RunOperational => "the run is operational",
        RunFinished finished => $"the run ended: {RunEventJson.NameOf(finished.Outcome)}, exit code {finished.ExitCode}",
        ProblemRaised { Problem: var problem } => $"problem {RunEventJson.NameOf(problem.Kind)}: {problem.Message}",
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
