using Beacon.Records.Comparing;
using Beacon.Records.Events;
using Beacon.Reports.Exporting;
using static Beacon.Tests.ComparedRuns;

namespace Beacon.Reports.Tests.Exporting;

/// <summary>What a comparison says beside its numbers.</summary>
public class ComparisonTextSpecs
{
    private static readonly double[] Steady = [40.2, 40, 40.4, 40.1, 40.5, 40.3];

    [Fact]
    public void A_regression_is_told_with_its_interval() =>
        Assert.Equal(
            "regression: 1 of 1 statistic is worse: algorithm.tick-to-trade.p99 +99.4 % (+98.6 … +100 %)",
            ComparisonText.Headline(Compare(Of("A", 0, Steady), Of("B", 10, [.. Steady.Select(value => value + 40)])))
        );

    [Fact]
    public void An_interval_that_too_few_runs_leave_open_is_unknown() =>
        Assert.Equal("unknown", ComparisonText.Interval(Compare(Of("A", 0, 40, 41), Of("B", 10, 80, 81)).Only()));

    [Fact]
    public void A_single_run_beyond_the_runs_of_the_baseline_is_told_with_their_range() =>
        Assert.Equal(
            "the single run lies outside of the range of the 6 runs of the baseline in 1 of 1 statistic, of which about 0.3 would be by "
                + "chance: algorithm.tick-to-trade.p99 62.000 µs (40.000 µs … 40.500 µs)",
            ComparisonText.SingleRun(Compare(Of("A", 0, Steady), Of("B", 10, 62)))
        );

    [Fact]
    public void A_single_run_among_the_runs_of_the_baseline_is_told() =>
        Assert.Equal(
            "the single run lies within the range of the 6 runs of the baseline in 1 statistic",
            ComparisonText.SingleRun(Compare(Of("A", 0, Steady), Of("B", 10, 40.3)))
        );

    [Fact]
    public void Of_single_runs_the_advice_promises_no_more_than_the_least_number() =>
        Assert.Equal(
            "more runs per side: a verdict needs at least 4; how many, the spread of a few will show",
            ComparisonText.Next(Compare(Of("A", 0, 40), Of("B", 10, 80)), new ComparisonAdvice())
        );

    [Fact]
    public void Several_runs_are_not_judged_one_by_one() =>
        Assert.Null(ComparisonText.SingleRun(Compare(Of("A", 0, Steady), Of("B", 10, 62, 63))));

    [Fact]
    public void A_difference_against_that_of_the_medians_is_explained() =>
        Assert.Contains(
            "algorithm.tick-to-trade.p99: the candidate's median is higher, but most pairs of a run of each side differ the other way",
            Assert.Single(ComparisonText.Remarks(Compare(Of("A", 0, 46, 46.1, 46.2, 60, 61), Of("B", 10, 20, 21, 48, 48.1, 48.2))))
        );

    [Theory]
    [InlineData(80.0, "### ❌ regression", "B (6 runs) with the baseline A (6 runs)")]
    [InlineData(30.0, "### ✅ no regression", "B (6 runs) with the baseline A (6 runs)")]
    [InlineData(null, "### ❔ no verdict: 1 run is too few", "B (1 run) with the baseline A (6 runs)")]
    public void The_mark_of_the_Markdown_fits_the_verdict(double? centre, string heading, string sides)
    {
        var candidate = centre is { } value ? Of("B", 10, [.. Steady.Select(steady => steady - 40 + value)]) : Of("B", 10, 62);
        using var markdown = new StringWriter();
        ComparisonMarkdown.Write(markdown, Compare(Of("A", 0, Steady), candidate), new ComparisonAdvice());
        var lines = markdown.ToString().Split('\n');
        Assert.StartsWith(heading, lines[0]);
        Assert.Equal(sides, lines[2]);
    }

    [Fact]
    public void A_setting_of_the_plan_is_told_with_both_values()
    {
        var changed = new TraitDifference("plan: nginx.workers", ["1"], ["4"]);
        Assert.Equal("plan: nginx.workers 1 → 4", ComparisonText.Trait(changed));
        Assert.Equal("plan: nginx.workers not set → 4", ComparisonText.Trait(changed with { Baseline = [] }));
        Assert.EndsWith("…", ComparisonText.Trait(changed with { Candidate = [new string('x', 100)] }));
    }

    [Fact]
    public void The_largest_regression_is_shown_first()
    {
        RunResult Make(string id, int place, double factor) =>
            Run(
                id,
                place,
                Latency(40) with
                {
                    Name = "steady",
                },
                Latency(40 * factor) with
                {
                    Name = "worse",
                },
                Latency(40 * factor * factor) with
                {
                    Name = "worst",
                }
            );
        NamedRuns Side(string name, int place, double factor) =>
            new(name, [.. Enumerable.Range(0, 6).Select(index => Make($"{name}-{index}", place + index, factor))]);
        var rows = ComparisonText.InOrder(Compare(Side("A", 0, 1), Side("B", 10, 2)));
        Assert.Equal(["worst", "worse", "steady"], rows.Where(row => !row.Key.IsBeside).Select(row => row.Key.Name));
    }
}
