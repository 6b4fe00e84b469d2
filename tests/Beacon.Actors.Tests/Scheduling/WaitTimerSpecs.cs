using Beacon.Actors.Scheduling;
using Beacon.Actors.TestKit;

namespace Beacon.Actors.Tests.Scheduling;

public class WaitTimerSpecs
{
    private readonly StoppableTime _time = new();
    private int _elapsed;

    [Fact]
    public void A_wait_of_366_days_ends_after_366_days()
    {
        using var timer = Start(TimeSpan.FromDays(366), isPatient: false);
        _time.Advance(TimeSpan.FromDays(366) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, _elapsed);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, _elapsed);
    }

    [Fact]
    public async Task A_real_timer_takes_a_wait_of_366_days()
    {
        using var cancellation = new CancellationTokenSource();
        var delay = TimeProvider.System.DelayAsync(TimeSpan.FromDays(366), cancellation.Token);
        using var periodic = TimeProvider.System.Every(TimeSpan.FromDays(366));
        using var source = TimeProvider.System.CancelAfter(TimeSpan.FromDays(366));
        Assert.False(delay.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delay);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(2)]
    [InlineData(60)]
    public void A_patient_wait_that_the_process_was_stopped_in_begins_again(double seconds)
    {
        var wait = TimeSpan.FromSeconds(seconds);
        using var timer = Start(wait, isPatient: true);
        _time.StopProcessFor(wait + TimeSpan.FromSeconds(4));
        Assert.Equal(0, _elapsed);
        _time.Advance(wait - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, _elapsed);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, _elapsed);
    }

    [Fact]
    public void A_wait_that_is_not_patient_ends_when_the_process_goes_on()
    {
        using var timer = Start(TimeSpan.FromSeconds(2), isPatient: false);
        _time.StopProcessFor(TimeSpan.FromSeconds(6));
        Assert.Equal(1, _elapsed);
    }

    [Fact]
    public void A_busy_machine_that_makes_a_timer_a_little_late_does_not_prolong_a_patient_wait()
    {
        using var timer = Start(TimeSpan.FromSeconds(2), isPatient: true);
        _time.StopProcessFor(TimeSpan.FromSeconds(2.3));
        Assert.Equal(1, _elapsed);
    }

    [Fact]
    public void A_patient_wait_ends_at_last_although_the_process_is_stopped_again_and_again()
    {
        using var timer = Start(TimeSpan.FromSeconds(2), isPatient: true);
        for (var stop = 0; stop < 4; stop++)
            _time.StopProcessFor(TimeSpan.FromSeconds(10));
        Assert.Equal(1, _elapsed);
    }

    [Fact]
    public void A_patient_period_leaves_out_the_tick_that_the_process_was_stopped_in()
    {
        var second = TimeSpan.FromSeconds(1);
        using var timer = new PatientTime(_time).CreateTimer(_ => _elapsed++, null, second, second);
        _time.Advance(second);
        _time.Advance(second);
        Assert.Equal(2, _elapsed);
        _time.StopProcessFor(TimeSpan.FromSeconds(10));
        Assert.Equal(2, _elapsed);
        _time.Advance(second);
        Assert.Equal(3, _elapsed);
    }

    [Fact]
    public void A_timer_that_was_disposed_of_does_not_elapse()
    {
        Start(TimeSpan.FromSeconds(2), isPatient: true).Dispose();
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(0, _elapsed);
    }

    private WaitTimer Start(TimeSpan wait, bool isPatient) => new(_time, () => _elapsed++, wait, Timeout.InfiniteTimeSpan, isPatient);

    // Virtual time in which the process can be stopped: timers fire late then, as those of the kernel do after SIGCONT.
    private sealed class StoppableTime : TimeProvider
    {
        private readonly VirtualTime _inner = new();
        private TimeSpan _late;

        public override long TimestampFrequency => _inner.TimestampFrequency;

        public override long GetTimestamp() => _inner.GetTimestamp() + _late.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            _inner.CreateTimer(callback, state, dueTime, period);

        public void Advance(TimeSpan by) => _inner.Advance(by);

        public void StopProcessFor(TimeSpan span)
        {
            // The clock goes on at once; the timers that are due fire afterwards.
            var due = _inner.NextDue!.Value;
            _late += span - due;
            _inner.Advance(due);
        }
    }
}
