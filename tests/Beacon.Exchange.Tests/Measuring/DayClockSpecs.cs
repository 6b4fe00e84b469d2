using Beacon.Exchange.Measuring;

namespace Beacon.Exchange.Tests.Measuring;

public class DayClockSpecs
{
    private const ulong Second = 1_000_000_000;

    [Fact]
    public void A_day_goes_on_after_midnight_and_does_not_follow_a_clock_that_is_set()
    {
        var machine = new SetClock { Time = new DateTimeOffset(2026, 1, 2, 23, 59, 59, TimeSpan.Zero) };
        var clock = new DayClock(machine);

        Assert.Equal(86_399 * Second, clock.Now());
        machine.Elapsed += 3 * TimeSpan.TicksPerSecond;
        machine.Time = new DateTimeOffset(2026, 1, 3, 0, 0, 2, TimeSpan.Zero);
        Assert.Equal(86_402 * Second, clock.Now());
        machine.Time = new DateTimeOffset(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(86_402 * Second, clock.Now());
    }

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Time { get; set; }

        public long Elapsed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => Time;

        public override long GetTimestamp() => Elapsed;
    }
}
