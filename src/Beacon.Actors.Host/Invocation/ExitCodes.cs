namespace Beacon.Actors.Host.Invocation;

/// <summary>The exit codes of commands. A run's own exit code (0, 1, or 128 + signal) is in its result.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>A component has failed, or what was asked for can't be done with it.</summary>
    public const int Failed = 1;

    public const int BadUsage = 2;
    public const int PrerequisiteMissing = 3;
    public const int Regression = 4;

    /// <summary>A run has completed, but an expectation was not met.</summary>
    public const int ExpectationNotMet = 5;

    /// <summary>There is no such living run, or no such component.</summary>
    public const int NotFound = 6;

    /// <summary>The time that a command may take has passed.</summary>
    public const int TimedOut = 7;

    /// <summary>A defect of beacon itself (EX_SOFTWARE of sysexits.h): <see cref="LastResort"/>.</summary>
    public const int InternalFault = 70;

    public const int SignalBase = 128;
}
