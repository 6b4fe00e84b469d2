using System.Collections.Immutable;
using System.Globalization;
using Beacon.Plans;
using Beacon.Records.Comparing;
using Beacon.Records.Events;

namespace Beacon.Benchmarks.Honesty;

/// <summary>
/// How often the comparison errs on the runs that <c>scripts/bench/honesty</c> has kept: it reports a regression of a program compared with
/// itself, or misses more work that was planted.
/// </summary>
internal static class HonestyTrial
{
    private const int Splits = 1000;

    private static readonly (string Name, string[] Thresholds)[] Rules =
    [
        ("default", []),
        ("measured 0.5 %", ["measured.*=0.5%", "run.*=0.5%"]),
        ("all 0.5 %", ["*=0.5%", "measured.*=0.5%", "run.*=0.5%"]),
        ("all 0 %", ["*=0%", "measured.*=0%", "run.*=0%"]),
    ];

    private static readonly string[] Tolerances = ["+0%", "+0.5%", "+1%", "+1.5%", "+2%"];

    /// <summary>Writes the tables.</summary>
    public static void Report(string folder)
    {
        var equal = new KeptRuns(Path.Combine(folder, "equal"));
        foreach (var plan in new[] { "work", "exchange" })
        {
            var runs = equal.Of(plan);
            Noise.Report($"{plan}: {runs.Length} runs", runs);
            Equal(plan, runs);
        }

        foreach (var series in new[] { "planted", "loaded" })
        {
            var runs = new KeptRuns(Path.Combine(folder, series));
            foreach (var (plan, changed) in new[] { ("work", "more"), ("sums", "more-sums") })
            {
                var (baseline, candidate) = (runs.Of(plan), runs.Of(changed));
                Noise.Report($"{plan}, {series}: {baseline.Length} runs", baseline);
                Planted($"{plan}, {series}", baseline, candidate);
            }
        }

        foreach (var file in Directory.EnumerateFiles(folder, "*.load").Order())
            Load.Report(file);
    }

    private static void Equal(string plan, ImmutableArray<RunResult> runs)
    {
        Row("program", "sides", "thresholds", "splits", "with a regression", "statistics");
        Row("---", "---", "---", "---", "---", "---");
        foreach (
            var (sides, splits) in new[]
            {
                ("in turn", Split.InBlocks(runs.Length, 1, Splits)),
                ("one after the other", Split.InBlocks(runs.Length, Split.Side, Splits)),
                ("by lot", Split.ByLot(runs.Length, Splits)),
            }
        )
        foreach (var (name, thresholds) in Rules)
        {
            var settings = SettingsOf(thresholds);
            var wrong = splits
                .Select(split =>
                    Comparison
                        .Of(At(runs, split.Baseline), At(runs, split.Candidate), settings)
                        .Regressions.Select(statistic => statistic.Key)
                )
                .Select(keys => keys.ToList())
                .Where(keys => keys.Count > 0)
                .ToList();
            var counts = wrong.SelectMany(keys => keys).CountBy(key => key.Path).OrderByDescending(pair => pair.Value);
            Row(
                plan,
                sides,
                name,
                splits.Count,
                ShareOf(wrong.Count, splits.Count),
                string.Join(", ", counts.Select(pair => $"{pair.Key} {pair.Value}"))
            );
        }

        Console.WriteLine();
    }

    private static void Planted(string title, ImmutableArray<RunResult> baseline, ImmutableArray<RunResult> candidate)
    {
        var splits = Split.InTurn(Math.Min(baseline.Length, candidate.Length));
        Row("program", "cpu-time", "splits", "regression", "no verdict", "within");
        Row("---", "---", "---", "---", "---", "---");
        foreach (var tolerance in Tolerances)
        {
            var settings = SettingsOf([$"cpu-time={tolerance}"]);
            var verdicts = splits
                .Select(split =>
                    Comparison
                        .Of(At(baseline, split.Baseline), At(candidate, split.Candidate), settings)
                        .Statistics.Single(statistic => statistic.Key.Name == MeasuredQuantity.CpuTime.Name)
                        .Verdict
                )
                .ToLookup(verdict => verdict);
            Row(
                title,
                tolerance,
                splits.Count,
                ShareOf(verdicts[ComparisonVerdict.Regression].Count(), splits.Count),
                verdicts[ComparisonVerdict.NoVerdict].Count(),
                verdicts[ComparisonVerdict.WithinTolerance].Count()
            );
        }

        Console.WriteLine();
    }

    // The runs as they come: also those that a comparison leaves out because the machine was overloaded.
    private static ComparisonSettings SettingsOf(string[] thresholds) =>
        new()
        {
            Force = true,
            Rules =
            [
                .. thresholds.Select(text =>
                    ToleranceRule.TryParse(text, out var rule, out var error)
                        ? rule! with
                        {
                            IsOverride = false,
                        }
                        : throw new ArgumentException(error)
                ),
            ],
        };

    private static IEnumerable<RunResult> At(ImmutableArray<RunResult> runs, ImmutableArray<int> places) =>
        places.Select(place => runs[place]);

    private static string ShareOf(int count, int all) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} ({100.0 * count / Math.Max(1, all):0.0} %)");

    internal static void Row(params object[] cells) =>
        Console.WriteLine($"| {string.Join(" | ", cells.Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture)))} |");
}
