namespace Beacon.Actors.Scheduling;

/// <summary>Waits for durations of any length: those of .NET end with an exception beyond 49.7 days.</summary>
internal static class Waits
{
    // Of PeriodicTimer and CancellationTokenSource: 2^32 - 2 milliseconds.
    private static readonly TimeSpan LongestOfTimers = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    extension(TimeProvider time)
    {
        /// <summary>Waits.</summary>
        /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
        public async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
        {
            var over = new TaskCompletionSource();
            await using var cancellation = cancellationToken.Register(() => over.TrySetCanceled(cancellationToken)).ConfigureAwait(false);
            await using var timer = new WaitTimer(
                time,
                () => over.TrySetResult(),
                delay,
                Timeout.InfiniteTimeSpan,
                isPatient: false
            ).ConfigureAwait(false);
            await over.Task.ConfigureAwait(false);
        }

        /// <summary>A timer that ticks in an interval, or every 49 days where that is longer.</summary>
        public PeriodicTimer Every(TimeSpan interval) => new(Cap(interval), time);

        /// <summary>A source that is cancelled after a time, or after 49 days where that is longer.</summary>
        public CancellationTokenSource CancelAfter(TimeSpan timeout) => new(Cap(timeout), time);
    }

    private static TimeSpan Cap(TimeSpan wait) => wait < LongestOfTimers ? wait : LongestOfTimers;
}
