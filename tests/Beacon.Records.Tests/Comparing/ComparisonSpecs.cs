using Beacon.Plans;
using Beacon.Records.Comparing;
using Beacon.Records.Events;
using static Beacon.Tests.ComparedRuns;

namespace Beacon.Records.Tests.Comparing;

public class ComparisonSpecs
{
    private static readonly double[] Steady = [40, 41, 39, 40.5, 39.5, 40.2];
    private static readonly double[] Slower = [44, 45, 43, 44.5, 43.5, 44.2];

    [Fact]
    public void A_higher_latency_is_a_regression_without_a_threshold()
    {
        var compared = Compare(Of("A", 0, Steady), Of("B", 10, Slower)).Only();
        Assert.Equal((ComparisonVerdict.Regression, Better.Lower, true), (compared.Verdict, compared.Better, compared.IsDecisive));
        Assert.Equal(4, compared.Difference, 6);
        Assert.InRange(compared.Low, 2, 4);
        Assert.InRange(compared.High, 4, 6);
        Assert.Equal("", compared.Reason);
    }

    [Fact]
    public void A_lower_latency_is_an_improvement()
    {
        var compared = Compare(Of("A", 0, Slower), Of("B", 10, Steady)).Only();
        Assert.Equal(ComparisonVerdict.Improvement, compared.Verdict);
        Assert.Equal(-4, compared.Difference, 6);
    }

    [Fact]
    public void A_lower_rate_is_a_regression()
    {
        var comparison = Compare(
            Alike("A", 6, Printed("", "Throughput", "1,000 msg/s")),
            Alike("B", 6, Printed("", "Throughput", "900 msg/s"))
        );
        Assert.Equal((ComparisonVerdict.Regression, Better.Higher), (comparison.Only().Verdict, comparison.Only().Better));
    }

    [Fact]
    public void A_different_count_without_a_threshold_is_reported_as_changed()
    {
        var comparison = Compare(Alike("A", 6, Printed("", "Orders", "157")), Alike("B", 6, Printed("", "Orders", "120")));
        Assert.Equal((ComparisonVerdict.Changed, false), (comparison.Only().Verdict, comparison.Only().IsDecisive));
        Assert.Empty(comparison.Regressions);
    }

    [Fact]
    public void If_there_is_a_threshold_only_the_statistics_that_it_names_decide()
    {
        var comparison = Compare(
            Alike("A", 6, Latency(40), Printed("", "Mean", "3 ms")),
            Alike("B", 6, Latency(40), Printed("", "Mean", "6 ms")),
            "p99=+1%"
        );
        Assert.Empty(comparison.Regressions);
        Assert.Equal(
            (false, ComparisonVerdict.Changed),
            comparison
                .Statistics.Where(compared => compared.Key.Name == "Mean")
                .Select(compared => (compared.IsDecisive, compared.Verdict))
                .Single()
        );
    }

    [Fact]
    public void A_count_with_a_threshold_decides() =>
        Assert.Equal(
            ComparisonVerdict.Regression,
            Compare(Alike("A", 6, Printed("", "Orders", "157")), Alike("B", 6, Printed("", "Orders", "120")), "orders=-10%").Only().Verdict
        );

    [Fact]
    public void A_statistic_that_is_significantly_within_its_tolerance_is_reported_as_such() =>
        Assert.Equal(ComparisonVerdict.WithinTolerance, Compare(Of("A", 0, Steady), Of("B", 10, Slower), "p99=+20%").Only().Verdict);

    [Fact]
    public void A_difference_equal_to_the_tolerance_is_tolerated() =>
        Assert.Equal(
            ComparisonVerdict.WithinTolerance,
            Compare(Alike("A", 6, Latency(4.2)), Alike("B", 6, Latency(4.41)), "p99=+5%").Only().Verdict
        );

    [Fact]
    public void A_floor_tolerates_a_difference_of_a_small_value_beyond_its_share()
    {
        var (a, b) = (Alike("A", 6, Latency(0.9)), Alike("B", 6, Latency(1.4)));
        Assert.Equal(ComparisonVerdict.Regression, Compare(a, b, "p99=+5%").Only().Verdict);
        Assert.Equal(ComparisonVerdict.WithinTolerance, Compare(a, b, "p99=+5%,2us").Only().Verdict);
        Assert.Equal(ComparisonVerdict.WithinTolerance, Compare(a, b, "p99=+0.002 ms").Only().Verdict);
    }

    [Fact]
    public void A_tolerance_in_both_directions_makes_a_fall_a_regression()
    {
        var (a, b) = (Of("A", 0, Slower), Of("B", 10, Steady));
        Assert.Equal(ComparisonVerdict.Regression, Compare(a, b, "p99=±2%").Only().Verdict);
        Assert.Equal(ComparisonVerdict.WithinTolerance, Compare(a, b, "p99=±20%").Only().Verdict);
    }

    [Fact]
    public void Values_are_converted_to_one_unit_before_they_are_compared()
    {
        var compared = Compare(Alike("A", 6, Printed("", "p99", "900 µs")), Alike("B", 6, Printed("", "p99", "1.1 ms"))).Only();
        Assert.Equal((ComparisonVerdict.Regression, "µs"), (compared.Verdict, compared.Unit));
        Assert.Equal(200, compared.Difference, 6);
        Assert.Equal("1.1 ms", compared.Candidate.Values[0].Text);
    }

    [Fact]
    public void A_difference_of_one_in_the_last_printed_digit_does_not_count() =>
        Assert.Equal(
            ComparisonVerdict.WithinTolerance,
            Compare(Alike("A", 6, Printed("", "p50", "4 µs")), Alike("B", 6, Printed("", "p50", "5 µs"))).Only().Verdict
        );

    [Fact]
    public void Single_runs_give_no_verdict_but_the_number_of_runs_needed()
    {
        var compared = Compare(Of("A", 0, 40), Of("B", 10, 80)).Only();
        Assert.Equal((ComparisonVerdict.NoVerdict, 4, "1 run is too few"), (compared.Verdict, compared.RunsNeeded, compared.Reason));
        Assert.Equal(40, compared.Difference, 6);
    }

    [Fact]
    public void Noisy_values_give_no_verdict_but_the_number_of_runs_needed()
    {
        var compared = Compare(Of("A", 0, 40, 44, 36, 42, 38), Of("B", 10, 41, 45, 37, 43, 39)).Only();
        Assert.Equal((ComparisonVerdict.NoVerdict, "too noisy"), (compared.Verdict, compared.Reason));
        Assert.InRange(compared.RunsNeeded!.Value, 50, 1000);
    }

    [Fact]
    public void A_noisy_difference_equal_to_the_tolerance_gives_no_verdict_and_no_number_of_runs()
    {
        var compared = Compare(Of("A", 0, 40, 44, 36, 42, 38), Of("B", 10, 42, 46, 38, 44, 40), "p99=+5%").Only();
        Assert.Equal(
            (ComparisonVerdict.NoVerdict, null, "the difference is too near the tolerance"),
            (compared.Verdict, compared.RunsNeeded, compared.Reason)
        );
    }

    [Fact]
    public void An_outlier_is_set_aside_and_named()
    {
        var compared = Compare(Of("A", 0, [.. Steady, 400]), Of("B", 10, [.. Slower, 44])).Only();
        Assert.Equal(ComparisonVerdict.Regression, compared.Verdict);
        Assert.Equal("A-7", Assert.Single(compared.SetAside).Run);
        Assert.Equal(7, compared.Baseline.Count);
    }

    [Fact]
    public void Frequent_outliers_are_not_set_aside() =>
        Assert.Empty(Compare(Of("A", 0, [.. Steady, 400, 410, 420]), Of("B", 10, Slower)).Only().SetAside);

    [Fact]
    public void A_trend_from_run_to_run_gives_no_verdict()
    {
        var compared = Compare(
                Of("A", 0, [.. Enumerable.Range(0, 10).Select(run => 40.0 + run)]),
                Of("B", 10, [.. Enumerable.Range(10, 10).Select(run => 40.0 + run)])
            )
            .Only();
        Assert.Equal(ComparisonVerdict.NoVerdict, compared.Verdict);
        Assert.Equal(NoVerdictReason.Drift, compared.ReasonKind);
    }

    [Fact]
    public void A_statistic_of_one_side_only_is_listed_without_a_verdict()
    {
        var comparison = Compare(
            Alike("A", 6, Latency(40), Printed("", "Gone", "3 ms")),
            Alike("B", 6, Latency(40), Printed("", "New", "3 ms"))
        );
        Assert.Equal("only in the baseline", comparison.Statistics.Single(statistic => statistic.Key.Name == "Gone").Reason);
        Assert.Equal("not in the baseline", comparison.Statistics.Single(statistic => statistic.Key.Name == "New").Reason);
        Assert.Equal(ComparisonVerdict.WithinTolerance, comparison.Statistics.Single(statistic => statistic.Key.Name == "p99").Verdict);
    }

    [Fact]
    public void A_baseline_of_zero_is_compared_without_percentages()
    {
        var compared = Compare(Alike("A", 6, Printed("", "Rejects", "0")), Alike("B", 6, Printed("", "Rejects", "3")), "rejects=+0%")
            .Only();
        Assert.Equal(ComparisonVerdict.Regression, compared.Verdict);
        Assert.Equal(double.NaN, compared.ShareOf(compared.Difference));
        Assert.Equal(
            ComparisonVerdict.WithinTolerance,
            Compare(Alike("A", 6, Printed("", "Rejects", "0")), Alike("B", 6, Printed("", "Rejects", "0")), "rejects=+0%").Only().Verdict
        );
    }

    [Fact]
    public void The_share_of_a_negative_value_is_relative_to_its_absolute_value()
    {
        var (a, b) = (Alike("A", 6, Printed("", "Profit", "-100")), Alike("B", 6, Printed("", "Profit", "-104")));
        Assert.Equal(ComparisonVerdict.WithinTolerance, Compare(a, b, "profit=-5%").Only().Verdict);
        Assert.Equal(ComparisonVerdict.Regression, Compare(a, b, "profit=-3%").Only().Verdict);
        Assert.Equal(ComparisonVerdict.Improvement, Compare(a, b, "profit=+3%").Only().Verdict);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_value_that_is_not_finite_is_left_out(double value)
    {
        var b = new NamedRuns("B", [.. Of("B", 10, Slower).Runs, Run("B-9", 30, Latency(1) with { Value = value })]);
        var compared = Compare(Of("A", 0, Steady), b).Only();
        Assert.Equal((6, 6, ComparisonVerdict.Regression), (compared.Baseline.Count, compared.Candidate.Count, compared.Verdict));
    }

    [Fact]
    public void Values_in_units_of_different_dimensions_are_not_compared()
    {
        var compared = Compare(Alike("A", 6, Printed("", "Depth", "12 ms")), Alike("B", 6, Printed("", "Depth", "12 orders"))).Only();
        Assert.Equal((ComparisonVerdict.NoVerdict, "units differ: ms and orders"), (compared.Verdict, compared.Reason));
    }

    [Fact]
    public void A_name_that_is_printed_twice_gives_two_statistics()
    {
        var comparison = Compare(Alike("A", 6, Latency(40), Latency(50)), Alike("B", 6, Latency(40), Latency(60)));
        Assert.Equal(
            [("p99", ComparisonVerdict.WithinTolerance), ("p99 (2)", ComparisonVerdict.Regression)],
            comparison.Statistics.Where(compared => !compared.Key.IsBeside).Select(compared => (compared.Key.Name, compared.Verdict))
        );
    }

    [Fact]
    public void The_one_slower_statistic_among_a_thousand_is_found()
    {
        NamedRuns Side(string name, int slower) =>
            new(
                name,
                [
                    .. Enumerable
                        .Range(0, 10)
                        .Select(run =>
                            Run(
                                $"{name}{run}",
                                run,
                                [
                                    .. Enumerable
                                        .Range(0, 1000)
                                        .Select(index =>
                                            Latency((40 + (0.01 * run)) * (index == slower ? 1.2 : 1)) with
                                            {
                                                Name = $"stage {index}",
                                            }
                                        ),
                                ]
                            )
                        ),
                ]
            );
        Assert.Equal("stage 567", Assert.Single(Compare(Side("A", -1), Side("B", 567)).Regressions).Key.Name);
    }

    [Theory]
    [InlineData(9.5, true)]
    [InlineData(10, true)]
    [InlineData(12, true)]
    [InlineData(12.1, false)]
    [InlineData(9.4, false)]
    public void A_single_run_lies_in_the_prediction_interval_of_the_baseline_or_beyond_it(double value, bool holds)
    {
        var predicted = Compare(Of("A", 0, 10, 12, 11, 9.5), Of("B", 10, value)).Only().Prediction!;
        Assert.Equal((9.5, 12, 0.4), (predicted.Low, predicted.High, predicted.ChanceBeyond));
        Assert.Equal(holds, predicted.Holds(value));
    }

    [Fact]
    public void Several_runs_or_a_baseline_of_one_have_no_prediction_interval()
    {
        Assert.Null(Compare(Of("A", 0, 10, 12, 11), Of("B", 10, 10, 11)).Only().Prediction);
        Assert.Null(Compare(Of("A", 0, 10), Of("B", 10, 10)).Only().Prediction);
    }

    // Two groups: 46 to 49 and about 60 before, about 20 and 48 to 51 after.
    [Fact]
    public void A_difference_against_that_of_the_medians_is_noticed()
    {
        var compared = Compare(Of("A", 0, 46, 46.1, 46.2, 60, 61), Of("B", 10, 20, 21, 48, 48.1, 48.2)).Only();
        Assert.True(compared.Candidate.Median > compared.Baseline.Median && compared.Difference < 0);
        Assert.True(compared.SignsDiffer);
        Assert.False(Compare(Of("A", 0, 1, 2, 3), Of("B", 10, 2, 3, 4)).Only().SignsDiffer);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(12)]
    [InlineData(100)]
    public void As_many_runs_as_single_runs_are_said_to_need_give_verdicts_on_all_statistics(int count)
    {
        NamedRuns Side(string name, int runs, double factor) =>
            Alike(name, runs, [.. Enumerable.Range(0, count).Select(index => Latency(40 * factor) with { Name = $"stage {index}" })]);
        var needed = Compare(Side("A", 1, 1), Side("B", 1, 2)).Statistics[0].RunsNeeded!.Value;
        Assert.All(
            Compare(Side("A", needed, 1), Side("B", needed, 2)).Statistics.Where(compared => compared.IsDecisive),
            compared => Assert.Equal(ComparisonVerdict.Regression, compared.Verdict)
        );
        Assert.All(
            Compare(Side("A", needed - 1, 1), Side("B", needed - 1, 2)).Statistics.Where(compared => compared.IsDecisive),
            compared => Assert.Equal((ComparisonVerdict.NoVerdict, needed), (compared.Verdict, compared.RunsNeeded))
        );
    }

    [Fact]
    public void Of_many_runs_that_are_not_comparable_two_are_named()
    {
        var spoiled = new NamedRuns("B", [.. Of("B", 10, 1, 2, 3, 4).Runs.Select(run => run with { Outcome = RunOutcome.Interrupted })]);
        var refused = Assert.Throws<ComparisonException>(() => Compare(Of("A", 0, 1), spoiled));
        Assert.EndsWith("B-2: the run was interrupted; and 2 more runs", refused.Message);
    }

    [Fact]
    public void Few_runs_give_no_verdict_on_many_statistics()
    {
        NamedRuns Side(string name, double factor) =>
            Alike(
                name,
                5,
                [.. Enumerable.Range(0, 40).Select(index => Latency(40 * (index == 0 ? factor : 1)) with { Name = $"stage {index}" })]
            );
        var compared = Compare(Side("A", 1), Side("B", 2)).Statistics[0];
        Assert.Equal((ComparisonVerdict.NoVerdict, "5 runs are too few", 7), (compared.Verdict, compared.Reason, compared.RunsNeeded));
    }

    [Fact]
    public void A_run_that_is_not_comparable_is_left_out_with_its_reason_unless_forced()
    {
        var a = Of("A", 0, Steady);
        var spoiled = Run("B-9", 30, Latency(400)) with
        {
            Problems = [new Problem(ProblemKind.MachineOverloaded, "the machine was overloaded")],
        };
        var b = new NamedRuns("B", [.. Of("B", 10, Slower).Runs, spoiled]);

        var comparison = Compare(a, b);
        Assert.Equal("the machine was overloaded", Assert.Single(Assert.Single(comparison.Candidate.LeftOut).NotComparable));
        Assert.Equal((6, false), (comparison.Only().Candidate.Count, comparison.IsForced));

        var forced = Comparison.Of(a, b, new ComparisonSettings { Force = true });
        Assert.Equal((7, true, 0), (forced.Only().Candidate.Count, forced.IsForced, forced.Candidate.LeftOut.Length));
    }

    [Fact]
    public void A_side_without_a_comparable_run_is_refused_with_the_reasons()
    {
        var b = new NamedRuns("B", [Run("B-1", 30, Latency(400)) with { Outcome = RunOutcome.Interrupted }]);
        var refused = Assert.Throws<ComparisonException>(() => Compare(Of("A", 0, Steady), b));
        Assert.Equal("no run of the candidate (B) is comparable; B-1: the run was interrupted", refused.Message);
    }

    [Fact]
    public void Other_differences_between_the_sides_are_listed()
    {
        static NamedRuns With(NamedRuns side, string kernel) =>
            side with
            {
                Runs = [.. side.Runs.Select(run => run with { Environment = ResultsFolder.Surroundings with { Kernel = kernel } })],
            };
        var difference = Assert.Single(Compare(With(Of("A", 0, Steady), "6.8"), With(Of("B", 10, Steady), "6.9")).Differences);
        Assert.Equal(("kernel", "6.8", "6.9"), (difference.Trait, difference.Baseline[0], difference.Candidate[0]));
    }

    [Fact]
    public void Differences_between_the_runs_of_one_side_are_listed()
    {
        var a = Of("A", 0, Steady);
        var mixed = a with
        {
            Runs =
            [
                .. a.Runs.Select(
                    (run, index) => run with { Environment = ResultsFolder.Surroundings with { Kernel = index < 3 ? "6.8" : "6.9" } }
                ),
            ],
        };
        var same = Of("B", 10, Steady);
        same = same with
        {
            Runs = [.. same.Runs.Select(run => run with { Environment = ResultsFolder.Surroundings with { Kernel = "6.9" } })],
        };
        Assert.Equal<string>(["6.8", "6.9"], Assert.Single(Compare(mixed, same).Differences).Baseline);
    }

    [Fact]
    public void Runs_without_a_common_statistic_are_refused()
    {
        var refused = Assert.Throws<ComparisonException>(() =>
            Compare(Alike("A", 3, Latency(1)), Alike("B", 3, Printed("", "Other", "1 ms")))
        );
        Assert.Contains("no statistic in common; they are runs of different plans", refused.Message);
    }

    [Fact]
    public void Runs_without_statistics_are_refused()
    {
        Assert.Contains(
            "none of the runs of A and B has statistics",
            Assert.Throws<ComparisonException>(() => Compare(Without("A"), Without("B"))).Message
        );
        Assert.Contains(
            "no statistic in common; the programs of B have printed none",
            Assert.Throws<ComparisonException>(() => Compare(Alike("A", 3, Latency(1)), Alike("B", 3))).Message
        );
    }

    // Nothing ran, so that nothing was measured either.
    private static NamedRuns Without(string name) => new(name, [.. Alike(name, 3).Runs.Select(run => run with { Components = [] })]);

    [Fact]
    public void A_run_on_both_sides_is_refused()
    {
        var a = Of("A", 0, Steady);
        Assert.Contains(
            "the run A-1 is on both sides",
            Assert.Throws<ComparisonException>(() => Compare(a, a with { Name = "B" })).Message
        );
    }
}
