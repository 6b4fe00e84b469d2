using System.Collections.Immutable;
using System.Globalization;
using Beacon.Plans;
using Beacon.Plans.Units;
using Beacon.Records.Comparing;
using Beacon.Records.Events;
using Beacon.Records.Statistics;

namespace Beacon.Tests;

/// <summary>Runs that only have statistics, for what compares them.</summary>
internal static class ComparedRuns
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    /// <summary>A run with these statistics, the first of its side if no other place is said.</summary>
    public static RunResult Run(string id, int place, params Statistic[] statistics) =>
        ResultsFolder.Run(id, Start.AddMinutes(place)) with
        {
            Name = "",
            Record = "",
            Statistics = [.. statistics],
        };

    /// <summary>A time as it is printed, in µs with three decimals.</summary>
    public static Statistic Latency(double value) =>
        Printed("Tick to Trade", "p99", string.Create(CultureInfo.InvariantCulture, $"{value:0.000} µs"));

    /// <summary>A statistic of the algorithm as it is printed.</summary>
    public static Statistic Printed(string group, string name, string text)
    {
        Assert.True(StatisticValue.TryParse(text, out var value), text);
        return new Statistic("algorithm", group, name, value.Value, value.Unit, text);
    }

    /// <summary>A side whose runs have that latency, one after the other from a place on.</summary>
    public static NamedRuns Of(string name, int place, params double[] latencies) =>
        new(name, [.. latencies.Select((value, index) => Run($"{name}-{index + 1}", place + index, Latency(value)))]);

    /// <summary>A side of runs that all have these statistics.</summary>
    public static NamedRuns Alike(string name, int runs, params Statistic[] statistics) =>
        new(name, [.. Enumerable.Range(1, runs).Select(index => Run($"{name}-{index}", name == "A" ? index : index + 1000, statistics))]);

    /// <summary>Two sides whose runs alternate.</summary>
    public static (NamedRuns A, NamedRuns B) InTurn(IReadOnlyList<double> a, IReadOnlyList<double> b) =>
        (
            new NamedRuns("A", [.. a.Select((value, index) => Run($"A-{index}", 2 * index, Latency(value)))]),
            new NamedRuns("B", [.. b.Select((value, index) => Run($"B-{index}", (2 * index) + 1, Latency(value)))])
        );

    public static Comparison Compare(NamedRuns a, NamedRuns b, params string[] thresholds) =>
        Comparison.Of(a, b, new ComparisonSettings { Rules = Rules(thresholds) });

    public static ImmutableArray<ToleranceRule> Rules(params string[] thresholds) =>
        [
            .. thresholds.Select(text =>
                ToleranceRule.TryParse(text, out var rule, out var error) ? rule! : throw new ArgumentException(error)
            ),
        ];

    /// <summary>The only statistic that was printed.</summary>
    public static StatisticComparison Only(this Comparison comparison) =>
        Assert.Single(comparison.Statistics, compared => !compared.Key.IsBeside);
}
