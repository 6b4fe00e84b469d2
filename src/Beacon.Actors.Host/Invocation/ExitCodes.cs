namespace Beacon.Actors.Host.Invocation;

/// <summary>The exit codes of commands. A run's own exit code (0, 1, or 128 + signal) is in its result.</summary>
internal static class ExitCodes
{
    public const int Success = 0;
    public const int BadUsage = 2;
    public const int PrerequisiteMissing = 3;
    public const int Regression = 4;

    /// <summary>A defect of beacon itself (EX_SOFTWARE of sysexits.h): <see cref="LastResort"/>.</summary>
    public const int InternalFault = 70;

    public const int SignalBase = 128;
}
