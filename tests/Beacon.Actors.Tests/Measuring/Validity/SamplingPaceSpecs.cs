using Beacon.Actors.Measuring.Validity;
using Beacon.Records.Events;
using CsCheck;

namespace Beacon.Actors.Tests.Measuring.Validity;

public class SamplingPaceSpecs
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Cheap_sampling_keeps_the_planned_interval() =>
        Assert.Equal(Second, After(Second, 100, TimeSpan.FromMilliseconds(3)).Interval);

    [Fact]
    public void Expensive_sampling_is_widened_until_it_stays_within_its_budget()
    {
        var pace = After(Second, 100, TimeSpan.FromMilliseconds(12));
        Assert.Equal(TimeSpan.FromSeconds(4), pace.Interval);
        var problem = pace.Explain();
        Assert.Equal(ProblemKind.SamplingWidened, problem.Kind);
        Assert.StartsWith(
            "sampling every 1s would take 1.2 % of a core: every 4s keeps it within 0.3 %",
            problem.Message,
            StringComparison.Ordinal
        );
        Assert.False(problem.SpoilsStatistics);
    }

    [Fact]
    public void The_first_samples_do_not_widen_the_interval() => Assert.Equal(Second, After(Second, 5, TimeSpan.FromSeconds(1)).Interval);

    [Fact]
    public void One_slow_sample_among_cheap_ones_changes_nothing() =>
        Assert.Equal(Second, After(Second, 50, TimeSpan.FromMilliseconds(1)).After(TimeSpan.FromSeconds(1)).Interval);

    [Fact]
    public void Sampling_returns_to_the_planned_interval_when_it_becomes_cheap_again()
    {
        var pace = After(Second, 50, TimeSpan.FromMilliseconds(12));
        for (var sample = 0; sample < 30; sample++)
            pace = pace.After(TimeSpan.FromMilliseconds(1));
        Assert.Equal(Second, pace.Interval);
    }

    [Fact]
    public void The_cost_of_sampling_settles_within_its_budget_and_never_below_the_planned_interval() =>
        Gen.Select(Gen.Int[10, 5_000], Gen.Int[1, 200_000])
            .Sample(
                (intervalMilliseconds, costMicroseconds) =>
                {
                    var (planned, cost) = (TimeSpan.FromMilliseconds(intervalMilliseconds), TimeSpan.FromMicroseconds(costMicroseconds));
                    var pace = After(planned, 20, cost);
                    Assert.True(pace.Interval >= planned);
                    Assert.True(cost / pace.Interval <= SamplingPace.Budget);
                }
            );

    private static SamplingPace After(TimeSpan planned, int samples, TimeSpan cost) =>
        Enumerable.Range(0, samples).Aggregate(new SamplingPace(planned), (pace, _) => pace.After(cost));
}
