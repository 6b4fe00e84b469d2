using Beacon.Actors.Scheduling;

namespace Beacon.Actors.Tests.Scheduling;

public class RunClockSpecs
{
    [Fact]
    public void A_wall_clock_that_is_set_back_changes_no_elapsed_time()
    {
        var time = new AdjustedTime();
        var clock = new RunClock(time);
        var startedAt = clock.Now;
        time.Ahead = TimeSpan.FromHours(-1);
        Assert.True(clock.Now < startedAt);
        Assert.True(clock.Elapsed >= TimeSpan.Zero);
    }

    private sealed class AdjustedTime : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
