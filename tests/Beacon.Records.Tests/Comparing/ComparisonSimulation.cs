using Beacon.Records.Comparing;

namespace Beacon.Records.Tests.Comparing;

/// <summary>Tests the error rates of the comparison with thousands of simulated experiments whose true difference is known.</summary>
public class ComparisonSimulation
{
    private const int Experiments = 3000;
    private const int Runs = 10;
    private const double Centre = 40;

    public static TheoryData<string> Shapes => [.. Noise.Shapes.Keys];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Equal_sides_are_reported_as_a_regression_at_most_twice_in_a_hundred_comparisons(string shape) =>
        Assert.InRange(Count(shape, (a, b) => IsRegression(OneAfterTheOther(a, b))), 0, Experiments * 2 / 100);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Equal_sides_are_rarely_reported_as_a_regression_even_without_a_tolerance(string shape) =>
        Assert.InRange(Count(shape, (a, b) => IsRegression(OneAfterTheOther(a, b, "p99=+0%"))), 1, Experiments * 2 / 100);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_slowdown_of_5_percent_is_found_in_95_of_a_hundred_comparisons(string shape) =>
        Assert.InRange(Count(shape, (a, b) => IsRegression(OneAfterTheOther(a, Slower(b)))), Experiments * 95 / 100, Experiments);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_gain_of_5_percent_is_an_improvement_in_95_of_a_hundred_comparisons(string shape) =>
        Assert.InRange(
            Count(shape, (a, b) => OneAfterTheOther(Slower(a), b).Only().Verdict == ComparisonVerdict.Improvement),
            Experiments * 95 / 100,
            Experiments
        );

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_machine_that_slows_down_causes_no_regression_if_the_sides_alternate(string shape) =>
        Assert.InRange(Count(shape, (a, b) => IsRegression(InTurn(Drifting(a, 0), Drifting(b, 1)))), 0, Experiments * 2 / 100);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_machine_that_slows_down_a_lot_is_mostly_detected_as_drift_if_the_sides_do_not_alternate(string shape)
    {
        // 1 % from run to run: the second side is 10 % slower, and only the trend within the sides reveals the drift.
        double[] Sliding(double[] values, int from) => [.. values.Select((value, index) => value * (1 + (0.01 * (from + index))))];
        Assert.InRange(Count(shape, (a, b) => IsRegression(OneAfterTheOther(Sliding(a, 0), Sliding(b, Runs)))), 0, Experiments * 15 / 100);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_hundred_statistics_together_cause_no_more_false_alarms_than_one(string shape)
    {
        var alarms = Enumerable
            .Range(0, 300)
            .Count(seed =>
            {
                var noise = new Noise(seed);
                NamedRuns Side(string name, int place) =>
                    new(
                        name,
                        [
                            .. Enumerable
                                .Range(0, Runs)
                                .Select(run =>
                                    ComparedRuns.Run(
                                        $"{name}-{run}",
                                        place + run,
                                        [
                                            .. noise
                                                .Values(shape, 100, Centre)
                                                .Select((value, index) => ComparedRuns.Latency(value) with { Name = $"stage {index}" }),
                                        ]
                                    )
                                ),
                        ]
                    );
                return ComparedRuns.Compare(Side("A", 0), Side("B", 100), "*=+0%").Regressions.Any();
            });
        Assert.InRange(alarms, 0, 6);
    }

    [Fact]
    public void The_confidence_interval_contains_the_true_difference_as_often_as_stated()
    {
        var held = Count(
            "normal",
            (a, b) =>
            {
                var compared = OneAfterTheOther(a, b).Only();
                return compared.Low <= 0 && compared.High >= 0;
            }
        );
        Assert.InRange(held, Experiments * 96 / 100, Experiments * 99 / 100);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(7)]
    public void The_estimated_number_of_runs_is_mostly_enough_for_a_verdict(int few)
    {
        var (asked, decided) = (0, 0);
        for (var seed = 0; seed < 200; seed++)
        {
            var noise = new Noise(seed);
            var compared = OneAfterTheOther(noise.Values("normal", few, Centre), noise.Values("normal", few, Centre * 1.035)).Only();
            if (compared.Verdict != ComparisonVerdict.NoVerdict || compared.RunsNeeded is not { } runs)
                continue;
            asked++;
            var next = OneAfterTheOther(noise.Values("normal", runs, Centre), noise.Values("normal", runs, Centre * 1.035)).Only();
            if (next.Verdict != ComparisonVerdict.NoVerdict)
                decided++;
        }

        Assert.InRange(asked, 50, 200);
        Assert.InRange((double)decided / asked, 0.72, 1);
    }

    [Fact]
    public void The_same_runs_give_the_same_comparison_in_any_order()
    {
        var noise = new Noise(7);
        var (a, b) = (
            ComparedRuns.Of("A", 0, noise.Values("lognormal", Runs, Centre)),
            ComparedRuns.Of("B", 100, noise.Values("lognormal", Runs, Centre))
        );
        var once = ComparedRuns.Compare(a, b).Only();
        var again = ComparedRuns.Compare(a with { Runs = [.. a.Runs.Reverse()] }, b with { Runs = [.. b.Runs.Reverse()] }).Only();
        Assert.Equal((once.Difference, once.Low, once.High, once.Verdict), (again.Difference, again.Low, again.High, again.Verdict));
    }

    private static int Count(string shape, Func<double[], double[], bool> holds) =>
        Enumerable
            .Range(0, Experiments)
            .Count(seed =>
            {
                var noise = new Noise(seed);
                return holds(noise.Values(shape, Runs, Centre), noise.Values(shape, Runs, Centre));
            });

    private static bool IsRegression(Comparison comparison) => comparison.Only().Verdict == ComparisonVerdict.Regression;

    private static double[] Slower(double[] values) => [.. values.Select(value => value * 1.05)];

    private static double[] Drifting(double[] values, int place) =>
        [.. values.Select((value, index) => value * (1 + (0.005 * ((2 * index) + place))))];

    private static Comparison OneAfterTheOther(double[] a, double[] b, params string[] thresholds) =>
        ComparedRuns.Compare(ComparedRuns.Of("A", 0, a), ComparedRuns.Of("B", 100, b), thresholds);

    private static Comparison InTurn(double[] a, double[] b)
    {
        var (one, other) = ComparedRuns.InTurn(a, b);
        return ComparedRuns.Compare(one, other);
    }
}
