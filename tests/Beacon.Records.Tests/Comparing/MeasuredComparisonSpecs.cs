using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Comparing;
using Beacon.Records.Events;
using Beacon.Records.Statistics;
using static Beacon.Tests.ComparedRuns;

namespace Beacon.Records.Tests.Comparing;

/// <summary>Measured values in comparisons.</summary>
public class MeasuredComparisonSpecs
{
    [Fact]
    public void Where_programs_print_nothing_what_is_measured_decides()
    {
        var compared = Of(Compare(Using("A", 100, prints: false), Using("B", 130, prints: false)), "engine.measured.cpu-time");
        Assert.Equal((true, ComparisonVerdict.Regression), (compared.IsDecisive, compared.Verdict));
        Assert.Equal(30, compared.Difference, 1);
        Assert.Equal("ms", compared.Unit);
    }

    [Fact]
    public void Where_programs_print_something_it_can_only_have_changed()
    {
        var comparison = Compare(Using("A", 100, prints: true), Using("B", 130, prints: true));
        Assert.Empty(comparison.Regressions);
        var compared = Of(comparison, "engine.measured.cpu-time");
        Assert.Equal((false, ComparisonVerdict.Changed, true), (compared.IsDecisive, compared.Verdict, compared.IsWorthListing));
        Assert.False(Of(comparison, "engine.measured.ready-after").IsWorthListing);
    }

    [Theory]
    [InlineData(null, false, false)]
    [InlineData("live.seen=+5%", true, false)]
    [InlineData("*=+5%", false, true)]
    public void The_last_value_of_a_live_counter_decides_only_where_it_is_named(string? threshold, bool seen, bool printed)
    {
        string[] thresholds = threshold is null ? [] : [threshold];
        var counter = Printed("live", "seen", "100 ms");
        var comparison = Compare(
            Alike("A", 10, Printed("", "Rate", "5"), counter),
            Alike("B", 10, Printed("", "Rate", "5"), counter),
            thresholds
        );
        Assert.Equal(seen, Of(comparison, "algorithm.live.seen").IsDecisive);
        Assert.Equal(printed, Of(comparison, "algorithm.rate").IsDecisive);
    }

    [Theory]
    [InlineData(Better.Lower, ComparisonVerdict.Regression)]
    [InlineData(Better.Higher, ComparisonVerdict.Improvement)]
    public void The_direction_that_a_plan_gives_a_statistic_decides(Better better, ComparisonVerdict verdict)
    {
        Statistic Errors(string text) => Printed("", "errors", text) with { Better = better };
        var compared = Of(Compare(Alike("A", 10, Errors("100")), Alike("B", 10, Errors("130"))), "algorithm.errors");
        Assert.Equal((true, better, verdict), (compared.IsDecisive, compared.Better, compared.Verdict));
    }

    [Theory]
    [InlineData("cpu-time=+5%", true)]
    [InlineData("measured.*=+5%", true)]
    [InlineData("*=+5%", false)]
    public void A_threshold_that_names_it_or_its_group_makes_it_decide(string threshold, bool decides) =>
        Assert.Equal(
            decides,
            Of(Compare(Using("A", 100, prints: true), Using("B", 130, prints: true), threshold), "engine.measured.cpu-time").IsDecisive
        );

    [Theory]
    [InlineData(true, ComparisonVerdict.Regression)]
    [InlineData(false, ComparisonVerdict.WithinTolerance)]
    public void A_difference_below_the_resolution_of_the_measurement_is_none(bool isCounted, ComparisonVerdict verdict)
    {
        var comparison = Compare(Using("A", 100, prints: false, isCounted), Using("B", 105, prints: false, isCounted));
        Assert.Equal(verdict, Of(comparison, "engine.measured.cpu-time").Verdict);
    }

    [Fact]
    public void Runs_of_plans_without_a_component_in_common_are_refused()
    {
        var other = Using("B", 100, prints: false);
        other = other with
        {
            Runs =
            [
                .. other.Runs.Select(run =>
                    run with
                    {
                        Components = [.. run.Components.Select(each => each with { Name = $"other-{each.Name}" })],
                    }
                ),
            ],
        };
        var refused = Assert.Throws<ComparisonException>(() => Compare(Using("A", 100, prints: false), other));
        Assert.Contains("they are runs of different plans", refused.Message);
    }

    [Fact]
    public void The_run_as_a_whole_is_measured_too()
    {
        var comparison = Compare(Using("A", 100, prints: false), Using("B", 100, prints: false));
        Assert.Contains(comparison.Statistics, compared => compared.Key.Path == "run.operational-after");
        Assert.Contains(comparison.Statistics, compared => compared.Key.Path == "run.elapsed");
    }

    private static StatisticComparison Of(Comparison comparison, string path) =>
        Assert.Single(comparison.Statistics, compared => compared.Key.Path == path);

    // Six runs that differ a little.
    private static NamedRuns Using(string name, double cpuMilliseconds, bool prints, bool isCounted = true)
    {
        var runs = prints ? Alike(name, 6, Printed("", "Orders", "157")) : Alike(name, 6);
        return runs with
        {
            Runs = [.. runs.Runs.Select((run, index) => WithUsage(run, cpuMilliseconds + (0.01 * (index * 5 % 7)), isCounted))],
        };
    }

    private static RunResult WithUsage(RunResult run, double cpuMilliseconds, bool isCounted) =>
        run with
        {
            Components =
            [
                .. run.Components.Select(component =>
                    component with
                    {
                        Usage = new ResourceUsage(TimeSpan.FromMilliseconds(cpuMilliseconds), 0, 0, 0) { IsCounted = isCounted },
                    }
                ),
            ],
        };
}
