using Beacon.Plans;
using Beacon.Records.Events;
using static System.FormattableString;

namespace Beacon.Actors.Measuring.Validity;

/// <summary>The sampling interval: the planned one, or longer, so that sampling costs at most 0.3 % of a core.</summary>
internal sealed record SamplingPace(TimeSpan Planned)
{
    /// <summary>The share of one core that sampling may take.</summary>
    public const double Budget = 0.003;

    // The first samples open files and compile code.
    private const int UntypicalSamples = 5;
    private const double WeightOfLatest = 0.25;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    public TimeSpan Interval { get; private init; } = Planned;

    /// <summary>The recent cost of a sample; null: not known yet.</summary>
    public TimeSpan? Cost { get; private init; }

    private int Samples { get; init; }

    /// <summary>The pace after one more sample, which took this CPU time.</summary>
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

    public Problem Explain() =>
        new(
            ProblemKind.SamplingWidened,
            Invariant($"sampling every {Durations.Format(Planned)} would take {Cost!.Value / Planned:0.0 %} of a core: ")
                + Invariant(
                    $"every {Durations.Format(Interval)} keeps it within {Budget:0.0 %}; run.sample-interval can say so from the start"
                )
        );
}
