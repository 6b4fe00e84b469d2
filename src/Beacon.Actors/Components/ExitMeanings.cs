using Beacon.Actors.Messages;
using Beacon.Plans;
using Beacon.Processes;

namespace Beacon.Actors.Components;

/// <summary>Decides what the end of a process means for the run.</summary>
internal static class ExitMeanings
{
    private const int ShellSignalBase = 128;

    /// <summary>The end of a process that was not asked to stop. <c>isAwaited</c>: a dependent waits for its completion.</summary>
    public static ExitMeaning Unasked(ComponentSpec component, ExitStatus status, bool wasReady, bool isAwaited, bool runIsEnding)
    {
        if (!IsSuccess(component, status))
            return ExitMeaning.Crashed;
        if (component.EndsRun)
            return ExitMeaning.EndsRun;
        return runIsEnding || isAwaited || (component.FinishesItself && wasReady) ? ExitMeaning.Completed : ExitMeaning.ExitedEarly;
    }

    /// <summary>The end of a process that was sent its stop signal; <c>killed</c>: it took too long.</summary>
    public static ExitMeaning AfterStop(ComponentSpec component, ExitStatus status, bool killed)
    {
        var byForce = killed && status.Signal == UnixSignal.SIGKILL;
        return IsSuccess(component, status) || IsBySignal(component, status) || byForce ? ExitMeaning.Stopped : ExitMeaning.AbnormalStop;
    }

    /// <summary>Whether a process ended by its stop signal: by the signal itself, or with the exit code that a shell has for it.</summary>
    internal static bool IsBySignal(ComponentSpec component, ExitStatus status) =>
        status.Signal == component.Stop.Signal || status.Code == ShellSignalBase + (int)component.Stop.Signal;

    internal static bool IsSuccess(ComponentSpec component, ExitStatus status) =>
        status.Code is { } code && component.SuccessExitCodes.Contains(code);
}
