using Beacon.Plans;
using Beacon.Processes;

namespace Beacon.Actors.Running;

/// <summary>What the end of a process means for the run.</summary>
internal enum ExitMeaning
{
    /// <summary>It was asked to end and did.</summary>
    Stopped,

    /// <summary>It was asked to end and ended in another way than that.</summary>
    AbnormalStop,

    /// <summary>It had failed before it ended: not ready in time, or no longer alive; it was killed for that.</summary>
    Condemned,

    /// <summary>It has done its work.</summary>
    Completed,

    /// <summary>It has done its work, and with that the run is over.</summary>
    EndsRun,

    /// <summary>It exited with success while the run still needed it.</summary>
    ExitedEarly,

    /// <summary>It failed.</summary>
    Crashed,
}

/// <summary>Decides what the end of a process means.</summary>
internal static class ExitMeanings
{
    private const int ShellSignalBase = 128;

    /// <summary>The end of a process that nobody had asked to end.</summary>
    /// <param name="component">Its component.</param>
    /// <param name="status">How it ended.</param>
    /// <param name="wasReady">Whether it had been ready.</param>
    /// <param name="isAwaited">Whether a dependent waits for its completion.</param>
    /// <param name="runIsEnding">Whether the run is at its end and needs nobody any more.</param>
    public static ExitMeaning Unasked(ComponentSpec component, ExitStatus status, bool wasReady, bool isAwaited, bool runIsEnding)
    {
        if (!IsSuccess(component, status))
            return ExitMeaning.Crashed;
        if (component.EndsRun)
            return ExitMeaning.EndsRun;
        return runIsEnding || isAwaited || (component.FinishesItself && wasReady) ? ExitMeaning.Completed : ExitMeaning.ExitedEarly;
    }

    /// <summary>The end of a process that had been asked to end by its stop signal.</summary>
    /// <param name="component">Its component.</param>
    /// <param name="status">How it ended.</param>
    /// <param name="killed">Whether it was killed because it took too long.</param>
    public static ExitMeaning AfterStop(ComponentSpec component, ExitStatus status, bool killed)
    {
        var byForce = killed && status.Signal == UnixSignal.SIGKILL;
        return IsSuccess(component, status) || IsBySignal(component, status) || byForce ? ExitMeaning.Stopped : ExitMeaning.AbnormalStop;
    }

    /// <summary>Whether a process ended by its stop signal: by the signal itself, or with what a shell would say of it.</summary>
    internal static bool IsBySignal(ComponentSpec component, ExitStatus status) =>
        status.Signal == component.Stop.Signal || status.Code == ShellSignalBase + (int)component.Stop.Signal;

    internal static bool IsSuccess(ComponentSpec component, ExitStatus status) =>
        status.Code is { } code && component.SuccessExitCodes.Contains(code);
}
