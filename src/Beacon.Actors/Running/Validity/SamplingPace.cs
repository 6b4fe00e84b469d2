using System.Globalization;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Running.Validity;

/// <summary>
/// How often it is sampled: as often as was asked for, but no oftener than keeps what sampling costs within 0.3 % of a core, so that it
/// does not disturb what it measures.
/// </summary>
/// <param name="Planned">The interval that was asked for.</param>
internal sealed record SamplingPace(TimeSpan Planned)
{
    /// <summary>The share of one core that sampling may take.</summary>
    public const double Budget = 0.003;

    // The first samples open their files, and run code that nobody has run before.
    private const int UntypicalSamples = 5;
    private const double WeightOfLatest = 0.25;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    /// <summary>The interval to sample at.</summary>
    public TimeSpan Interval { get; private init; } = Planned;

    /// <summary>What a sample has cost lately; null: not known yet.</summary>
    public TimeSpan? Cost { get; private init; }

    private int Samples { get; init; }

    /// <summary>The pace after one more sample.</summary>
    /// <param name="cost">The CPU time it took.</param>
    public SamplingPace After(TimeSpan cost)
    {
        if (Samples < UntypicalSamples)
            return this with { Samples = Samples + 1 };

        // A sample that was interrupted says little of the next: what lasts is believed after a few.
        var lately = Cost is { } before ? before + (((cost < before * 2 ? cost : before * 2) - before) * WeightOfLatest) : cost;
        var affordable = TimeSpan.FromTicks((long)Math.Ceiling(lately / Budget / Step) * Step.Ticks);
        var needed = affordable > Planned ? affordable : Planned;

        // It narrows again only where that is worth it: an interval that wavers makes samples that are hard to compare.
        var isSettled = needed > Planned && needed <= Interval && needed * 2 > Interval;
        return this with { Cost = lately, Interval = isSettled ? Interval : needed };
    }

    /// <summary>What to tell where it is sampled less often than was asked for.</summary>
    public Problem Explain() =>
        new(
            ProblemKind.SamplingWidened,
            string.Create(
                CultureInfo.InvariantCulture,
                $"sampling every {Durations.Format(Planned)} would take {Cost!.Value / Planned:0.0 %} of a core: every {Durations.Format(Interval)} keeps it within {Budget:0.0 %}; run.sample-interval can say so from the start"
            )
        );
}
