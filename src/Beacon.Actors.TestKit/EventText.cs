using System.Text.Json;
using Beacon.Records.Events;

namespace Beacon.Actors.TestKit;

/// <summary>Events as lines of text.</summary>
internal static class EventText
{
    /// <summary>Whether an event gets a line; measurements are too many.</summary>
    public static bool IsShown(RunEvent happened) =>
        happened is not (ResourcesSampled or MachineSampled or StatisticReported { Final: false });

    public static string Of(RunEvent happened) =>
        happened switch
        {
            RunStarted => "the run started",
            RunOperational => "the run is operational",
            RunFinished finished => $"the run ended: {NameOf(finished.Outcome)}, exit code {finished.ExitCode}",
            ExpectationDecided { Result: var result } => $"expectation {(result.Held == true ? "met" : "not met")}: {result}",
            ProblemRaised { Problem: var problem } => $"problem {NameOf(problem.Kind)}: {problem.Message}",
            ComponentStarting starting => $"{starting.Component} started (incarnation {starting.Incarnation})",
            ComponentReady ready => $"{ready.Component} ready: {ready.Probe}",
            ComponentOutput output => $"{output.Component} printed \"{output.Line}\"",
            ComponentExited exited => $"{exited.Component} {exited.Exit}",
            ComponentRestarting restarting => $"{restarting.Component} will restart in {Plans.Durations.Format(restarting.Delay)}",
            ComponentStopping stopping => $"{stopping.Component} was sent {stopping.Signal}",
            ComponentKilled killed => $"{killed.Component} was killed",
            RunControlled { Component: { } component } control => $"{component}: {NameOf(control.Action)} by {control.By}",
            RunControlled control => $"the run: {NameOf(control.Action)} by {control.By}",
            ComponentStopped stopped => $"{stopped.Component} is gone",
            StatisticReported { Statistic: var statistic } => $"{statistic.Component} counted {statistic.Name} = {statistic.Text}",
            _ => happened.ToString(),
        };

    private static string NameOf<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
