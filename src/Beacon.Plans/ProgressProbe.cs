namespace Beacon.Plans;

/// <summary>A live statistic grows: the component gets on with its work.</summary>
/// <param name="Statistic">The name of a live statistic, which is a group in <see cref="StatisticsSpec.Live"/>.</param>
/// <param name="Within">How long it may stand still.</param>
public sealed record ProgressProbe(string Statistic, TimeSpan Within) : Probe("progress")
{
    /// <inheritdoc />
    public override string Subject => $"{Statistic} within {Durations.Format(Within)}";
}
