using System.Diagnostics;
using System.Globalization;
using HdrHistogram;

namespace Beacon.Exchange.Measuring;

/// <summary>Times from one moment to another, after the first few, in which the runtime is still compiling.</summary>
/// <param name="warmUp">How many are dropped.</param>
public sealed class Latency(int warmUp)
{
    private const long LongestNanoseconds = 60_000_000_000;
    private const int SignificantDigits = 3;
    private const double NanosecondsPerMicrosecond = 1000;

    private static readonly double NanosecondsPerTick = 1e9 / Stopwatch.Frequency;
    private static readonly double[] Percentiles = [50, 95, 99, 99.9];

    private readonly LongHistogram _nanoseconds = new(LongestNanoseconds, SignificantDigits);
    private int _dropped;

    /// <summary>Records a time between two moments in ticks of <see cref="Stopwatch"/>.</summary>
    public void Record(long from, long to) => RecordNanoseconds((long)((to - from) * NanosecondsPerTick));

    /// <summary>Records a time; below zero counts as zero, above a minute as a minute.</summary>
    public void RecordNanoseconds(long nanoseconds)
    {
        if (_dropped < warmUp)
            _dropped++;
        else
            _nanoseconds.RecordValue(Math.Clamp(nanoseconds, 0, LongestNanoseconds));
    }

    /// <summary>Adds the group of statistics.</summary>
    public void AddTo(StatisticsBlock block, string heading)
    {
        block.Group(heading).Count("Samples", _nanoseconds.TotalCount).Count("Warm-Up Dropped", _dropped);
        if (_nanoseconds.TotalCount == 0)
            return;

        Add(block, "Min", _nanoseconds.GetValueAtPercentile(0));
        Add(block, "Mean", _nanoseconds.GetMean());
        foreach (var percentile in Percentiles)
            Add(block, string.Create(CultureInfo.InvariantCulture, $"P{percentile}"), _nanoseconds.GetValueAtPercentile(percentile));
        Add(block, "Max", _nanoseconds.GetMaxValue());
    }

    private static void Add(StatisticsBlock block, string name, double nanoseconds) =>
        block.Measure(name, nanoseconds / NanosecondsPerMicrosecond, "µs");
}
