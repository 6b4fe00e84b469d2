using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Supervising;

/// <summary>Applies a <see cref="RestartSpec"/> to one failure: whether a restart follows, and after what delay.</summary>
internal static class RestartPolicy
{
    /// <summary>Whether a restart follows a failure, unless restarts are used up. Nothing restarts while the run is ending.</summary>
    public static bool Applies(RestartSpec spec, ProblemKind failure, bool runIsEnding) =>
        !runIsEnding
        && failure switch
        {
            ProblemKind.Crashed or ProblemKind.CouldNotStart or ProblemKind.NotReady or ProblemKind.NotAlive => spec.Policy
                != RestartMode.Never,
            ProblemKind.ExitedEarly => spec.Policy == RestartMode.Always,
            _ => false,
        };

    /// <summary>
    /// Exponential backoff with jitter: min-backoff × factor^(attempt − 1), at most max-backoff, times a random factor from
    /// 1 − jitter to 1 + jitter, kept between min-backoff and max-backoff. Attempts count from 1; <c>random</c> is from 0 to 1.
    /// </summary>
    public static TimeSpan Backoff(RestartSpec spec, int attempt, double random)
    {
        if (spec.MinBackoff == TimeSpan.Zero)
            return TimeSpan.Zero;

        var grown = Math.Min(spec.MinBackoff.Ticks * Math.Pow(spec.Factor, attempt - 1), spec.MaxBackoff.Ticks);
        var varied = grown * (1 + (spec.Jitter * ((2 * random) - 1)));
        return TimeSpan.FromTicks(Math.Clamp((long)varied, spec.MinBackoff.Ticks, spec.MaxBackoff.Ticks));
    }
}
