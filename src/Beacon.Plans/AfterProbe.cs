namespace Beacon.Plans;

/// <summary>A time has passed since the program was executed: the last resort, for it observes nothing.</summary>
/// <param name="Delay">Zero or more.</param>
public sealed record AfterProbe(TimeSpan Delay) : Probe("after")
{
    /// <inheritdoc />
    public override string Subject => Durations.Format(Delay);
}
