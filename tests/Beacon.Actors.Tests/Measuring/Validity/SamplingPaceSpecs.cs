using Beacon.Actors.Measuring.Validity;
using Beacon.Records.Events;
using CsCheck;

namespace Beacon.Actors.Tests.Measuring.Validity;

public class SamplingPaceSpecs
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Sampling_that_is_cheap_keeps_the_interval_that_was_asked_for() =>
        Assert.Equal(Second, After(Second, 100, TimeSpan.FromMilliseconds(3)).Interval);

    [Fact]
    public void Sampling_that_is_dear_is_done_so_seldom_that_it_takes_no_more_than_its_share()
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
    public void The_first_samples_decide_nothing() => Assert.Equal(Second, After(Second, 5, TimeSpan.FromSeconds(1)).Interval);

    [Fact]
    public void One_slow_sample_among_cheap_ones_changes_nothing() =>
        Assert.Equal(Second, After(Second, 50, TimeSpan.FromMilliseconds(1)).After(TimeSpan.FromSeconds(1)).Interval);

    [Fact]
    public void Sampling_that_becomes_cheap_again_is_done_as_often_as_was_asked_for()
    {
        var pace = After(Second, 50, TimeSpan.FromMilliseconds(12));
        for (var sample = 0; sample < 30; sample++)
            pace = pace.After(TimeSpan.FromMilliseconds(1));
        Assert.Equal(Second, pace.Interval);
    }

    [Fact]
    public void What_sampling_costs_settles_within_its_share_and_is_never_more_often_than_asked() =>
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
