using Beacon.Actors.Supervising;
using Beacon.Plans;
using Beacon.Records.Events;
using CsCheck;

namespace Beacon.Actors.Tests.Supervising;

public class RestartHistorySpecs
{
    private static readonly RestartSpec OnFailure = new() { Policy = RestartMode.OnFailure, Jitter = 0 };

    private static readonly Gen<TimeSpan> Time = Gen.Long[0, TimeSpan.TicksPerMinute].Select(TimeSpan.FromTicks);

    private static readonly Gen<RestartSpec> Specs =
        from policy in Gen.Enum<RestartMode>()
        from min in Gen.OneOf(Gen.Const(TimeSpan.Zero), Time)
        from more in Time
        from factor in Gen.Double[1, 10]
        from jitter in Gen.Double[0, 1]
        from max in Gen.Int[0, 8]
        from within in Time
        from stable in Time
        select new RestartSpec
        {
            Policy = policy,
            MinBackoff = min,
            MaxBackoff = min + more,
            Factor = factor,
            Jitter = jitter,
            MaxRestarts = max,
            Within = within + TimeSpan.FromMilliseconds(1),
            StableAfter = stable,
        };

    // A life: how long each incarnation lasts, for how much of that it was ready, how late its launch is, and how the dice fall.
    private static readonly Gen<(TimeSpan Life, double Ready, TimeSpan Late, double Random, ProblemKind Kind)[]> Lives = Gen.Select(
        Gen.OneOf(Gen.Const(TimeSpan.Zero), Time),
        Gen.Double[0, 1],
        Gen.OneOf(Gen.Const(TimeSpan.Zero), Time),
        Gen.Double[0, 1],
        Gen.OneOf(ProblemKind.Crashed, ProblemKind.CouldNotStart, ProblemKind.NotReady, ProblemKind.NotAlive, ProblemKind.ExitedEarly)
    ).Array[1, 200];

    [Theory]
    [InlineData(RestartMode.Never, ProblemKind.Crashed, false)]
    [InlineData(RestartMode.Never, ProblemKind.ExitedEarly, false)]
    [InlineData(RestartMode.OnFailure, ProblemKind.Crashed, true)]
    [InlineData(RestartMode.OnFailure, ProblemKind.CouldNotStart, true)]
    [InlineData(RestartMode.OnFailure, ProblemKind.NotReady, true)]
    [InlineData(RestartMode.OnFailure, ProblemKind.NotAlive, true)]
    [InlineData(RestartMode.OnFailure, ProblemKind.ExitedEarly, false)]
    [InlineData(RestartMode.Always, ProblemKind.Crashed, true)]
    [InlineData(RestartMode.Always, ProblemKind.ExitedEarly, true)]
    [InlineData(RestartMode.Always, ProblemKind.InternalFault, false)]
    public void A_policy_decides_which_failures_are_followed_by_a_restart(RestartMode policy, ProblemKind failure, bool restarts)
    {
        Assert.Equal(restarts, RestartPolicy.Applies(new RestartSpec { Policy = policy }, failure, runIsEnding: false));
        Assert.False(RestartPolicy.Applies(new RestartSpec { Policy = policy }, failure, runIsEnding: true));
    }

    [Fact]
    public void The_wait_doubles_from_one_restart_in_a_row_to_the_next_and_stops_growing_at_its_longest() =>
        Assert.Equal(
            [200, 400, 800, 1600, 3200, 6400, 10_000, 10_000],
            Enumerable.Range(1, 8).Select(attempt => RestartPolicy.Backoff(OnFailure, attempt, 0.5).TotalMilliseconds)
        );

    [Fact]
    public void The_hundred_thousandth_restart_in_a_row_waits_no_longer_than_the_longest() =>
        Assert.Equal(OnFailure.MaxBackoff, RestartPolicy.Backoff(OnFailure with { Factor = 1000 }, 100_000, 0.5));

    [Fact]
    public void After_two_restarts_within_the_window_the_third_incarnation_is_the_last()
    {
        var spec = OnFailure with { MaxRestarts = 2, Within = TimeSpan.FromMinutes(1), MinBackoff = TimeSpan.Zero };
        var history = RestartHistory.Empty;
        foreach (var second in new[] { 10, 20 })
        {
            Assert.IsType<RestartDecision.Restart>(Decide(history, spec, second));
            history = history.After(spec, 1, TimeSpan.FromSeconds(second));
        }

        Assert.Equal(new RestartDecision.GiveUp("after 2 restarts within 1m"), Decide(history, spec, 69));
        Assert.IsType<RestartDecision.Restart>(Decide(history, spec, 70));
    }

    [Fact]
    public void A_stable_period_resets_the_backoff_and_a_shorter_one_does_not()
    {
        var history = RestartHistory.Empty.After(OnFailure, 4, TimeSpan.FromSeconds(1));

        Assert.Equal(
            5,
            Assert
                .IsType<RestartDecision.Restart>(Decide(history, OnFailure, 30, readyFor: TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1)))
                .Attempt
        );
        Assert.Equal(5, Assert.IsType<RestartDecision.Restart>(Decide(history, OnFailure, 30, readyFor: null)).Attempt);
        Assert.Equal(
            new RestartDecision.Restart(1, TimeSpan.FromMilliseconds(200)),
            Decide(history, OnFailure, 30, readyFor: TimeSpan.FromSeconds(10))
        );
    }

    [Fact]
    public void There_are_never_more_restarts_than_the_intensity_allows() =>
        Gen.Select(Specs, Lives)
            .Sample(
                (spec, lives) =>
                {
                    var launches = Restarts(spec, lives).Select(restart => restart.LaunchedAt).ToList();
                    return launches.All(launch =>
                        launches.Count(other => other > launch - spec.Within && other <= launch) <= spec.MaxRestarts
                    );
                }
            );

    [Fact]
    public void Every_wait_lies_within_its_bounds() =>
        Gen.Select(Specs, Lives)
            .Sample(
                (spec, lives) =>
                    Restarts(spec, lives)
                        .All(restart =>
                            restart.Delay >= spec.MinBackoff
                            && restart.Delay <= (spec.MinBackoff == TimeSpan.Zero ? TimeSpan.Zero : spec.MaxBackoff)
                        )
            );

    [Fact]
    public void Without_jitter_no_wait_in_a_row_is_shorter_than_the_one_before() =>
        Gen.Select(Specs, Gen.Int[1, 50])
            .Sample(
                (spec, attempt) =>
                    RestartPolicy.Backoff(spec with { Jitter = 0 }, attempt, 0.5)
                    <= RestartPolicy.Backoff(spec with { Jitter = 0 }, attempt + 1, 0.5)
            );

    [Fact]
    public void Nothing_restarts_after_the_verdict() =>
        Gen.Select(Specs, Lives, Time)
            .Sample((spec, lives, verdict) => Restarts(spec, lives, verdict).All(restart => restart.DecidedAt < verdict));

    /// <summary>The restarts of a component that lives these lives, over virtual hours.</summary>
    private static IEnumerable<(TimeSpan DecidedAt, TimeSpan Delay, TimeSpan LaunchedAt)> Restarts(
        RestartSpec spec,
        (TimeSpan Life, double Ready, TimeSpan Late, double Random, ProblemKind Kind)[] lives,
        TimeSpan? verdict = null
    )
    {
        var (history, now) = (RestartHistory.Empty, TimeSpan.Zero);
        foreach (var (life, ready, late, random, kind) in lives)
        {
            now += life;
            if (history.Decide(spec, kind, now, ready * life, now >= verdict, random) is not RestartDecision.Restart restart)
                yield break;
            var decidedAt = now;
            now += restart.Delay + late;
            history = history.After(spec, restart.Attempt, now);
            yield return (decidedAt, restart.Delay, now);
        }
    }

    private static RestartDecision Decide(RestartHistory history, RestartSpec spec, int second, TimeSpan? readyFor = null) =>
        history.Decide(spec, ProblemKind.Crashed, TimeSpan.FromSeconds(second), readyFor, runIsEnding: false, random: 0.5);
}
