using Beacon.Actors.Controlling;
using Beacon.Actors.Messages;

namespace Beacon.Actors.Supervising;

/// <summary>Why a component can't be started, stopped or restarted by hand, in words with the way out.</summary>
internal static class ControlRefusals
{
    private const string StartNewRun = "the run is ending; start a new one";

    /// <summary>Why a component can't be restarted; null: it can.</summary>
    public static ControlRefusal? OfRestart(ComponentStanding standing, bool isEnding)
    {
        ControlRefusal Of(ControlFault fault, string why) => new(fault, $"{standing.Component.Name} can't be restarted: {why}");
        return isEnding ? Of(ControlFault.RunEnding, StartNewRun)
            : standing.IsRestartAsked ? null
            : standing.End is { Meaning: ExitMeaning.Completed or ExitMeaning.EndsRun }
                ? Of(ControlFault.Completed, "it has done its work; start a new run")
            : standing.End is not null
                ? Of(
                    ControlFault.GaveUp,
                    "it has failed and was given up, and the run has failed with it; start a new run, or allow more restarts with "
                        + "restart.max-restarts"
                )
            : standing.IsAlive ? null
            : Of(ControlFault.NotStarted, "it has not started yet; it starts by itself when what it depends on is there");
    }

    /// <summary>Why a component can't be started; <c>stopped</c>: what it depends on and was stopped by hand. Null: it can.</summary>
    public static ControlRefusal? OfStart(ComponentStanding standing, string? stopped, bool isEnding)
    {
        var name = standing.Component.Name;
        ControlRefusal Of(ControlFault fault, string why) => new(fault, $"{name} can't be started: {why}");
        return isEnding ? Of(ControlFault.RunEnding, StartNewRun)
            : standing.HasCompleted ? null
            : standing.End is { Meaning: ExitMeaning.Completed or ExitMeaning.EndsRun }
                ? Of(ControlFault.Completed, "it has done its work; start a new run")
            : standing.End is not null ? Of(ControlFault.GaveUp, "it has failed, and the run has failed with it; start a new run")
            : stopped is not null && !standing.IsAlive
                ? Of(ControlFault.DependencyStopped, $"it depends on {stopped}, which was stopped by hand; start {stopped} first")
            : null;
    }

    public static ControlRefusal RunIsEnding(string component) =>
        new(ControlFault.RunEnding, $"nothing was done with {component}: {StartNewRun}");

    public static ControlRefusal DoneMeanwhile(string component) =>
        new(ControlFault.Completed, $"{component} was not restarted: it had done its work meanwhile");

    public static ControlRefusal StoppedMeanwhile(string component) =>
        new(ControlFault.Stopped, $"{component} was stopped by hand before it was ready");

    public static ControlRefusal FailedMeanwhile(string failure) => new(ControlFault.Failed, $"{failure}: it was not restarted");
}
