namespace Beacon.Actors.Host.Invocation;

/// <summary>The exit codes that are not the verdict of a run; 0, 1 and 128 + signal come with the run's result.</summary>
internal static class ExitCodes
{
    public const int Success = 0;
    public const int BadUsage = 2;
    public const int PrerequisiteMissing = 3;
    public const int Regression = 4;
    public const int SignalBase = 128;
}
