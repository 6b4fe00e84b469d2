using System.Globalization;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Measuring.Validity;

/// <summary>
/// The sampling interval: the planned one, or a longer one that keeps the cost of sampling within 0.3 % of a core, so that it does not
/// disturb what it measures.
/// </summary>
/// <param name="Planned">The planned interval.</param>
internal sealed record SamplingPace(TimeSpan Planned)
{
    /// <summary>The share of one core that sampling may take.</summary>
    public const double Budget = 0.003;

    // The first samples open files and compile code.
    private const int UntypicalSamples = 5;
    private const double WeightOfLatest = 0.25;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    /// <summary>The interval to sample at.</summary>
    public TimeSpan Interval { get; private init; } = Planned;

    /// <summary>The recent cost of a sample; null: not known yet.</summary>
    public TimeSpan? Cost { get; private init; }

    private int Samples { get; init; }

    /// <summary>The pace after one more sample.</summary>
    /// <param name="cost">The CPU time that it took.</param>
    public SamplingPace After(TimeSpan cost)
    {
        if (Samples < UntypicalSamples)
            return this with { Samples = Samples + 1 };

        // One interrupted sample says little about the next: a lasting change shows after a few.
        var lately = Cost is { } before ? before + (((cost < before * 2 ? cost : before * 2) - before) * WeightOfLatest) : cost;
        var affordable = TimeSpan.FromTicks((long)Math.Ceiling(lately / Budget / Step) * Step.Ticks);
        var needed = affordable > Planned ? affordable : Planned;

        // The interval shrinks again only by a large step: samples of a changing interval are hard to compare.
        var isSettled = needed > Planned && needed <= Interval && needed * 2 > Interval;
        return this with { Cost = lately, Interval = isSettled ? Interval : needed };
    }

    /// <summary>The problem if the interval is longer than planned.</summary>
    public Problem Explain() =>
        new(
            ProblemKind.SamplingWidened,
            string.Create(
                CultureInfo.InvariantCulture,
                $"sampling every {Durations.Format(Planned)} would take {Cost!.Value / Planned:0.0 %} of a core: "
                    + $"every {Durations.Format(Interval)} keeps it within {Budget:0.0 %}; run.sample-interval can say so from the start"
            )
        );
}
