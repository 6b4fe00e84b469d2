using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Supervising;

/// <summary>What follows a failure of a component.</summary>
internal abstract record RestartDecision
{
    private RestartDecision() { }

    /// <summary>The policy allows no restart: the failure fails the run.</summary>
    public sealed record None : RestartDecision;

    /// <summary>The component restarts after a delay. Attempts count from 1, and from 1 again after a stable period.</summary>
    public sealed record Restart(int Attempt, TimeSpan Delay) : RestartDecision;

    /// <summary>The restarts are used up. The reason continues a sentence: <c>after 5 restarts within 60s</c>.</summary>
    public sealed record GiveUp(string Reason) : RestartDecision;
}

/// <summary>The restarts of one component so far, from which the next is decided. Times are since the start of the run.</summary>
internal sealed record RestartHistory
{
    private readonly ImmutableQueue<TimeSpan> _launches;

    private RestartHistory(ImmutableQueue<TimeSpan> launches) => _launches = launches;

    public static RestartHistory Empty { get; } = new([]);

    /// <summary>How many restarts in a row there were.</summary>
    public int Attempts { get; private init; }

    /// <summary>What follows a failure. No <c>readyFor</c>: the incarnation was never ready. The random number is from 0 to 1.</summary>
    public RestartDecision Decide(RestartSpec spec, ProblemKind failure, TimeSpan at, TimeSpan? readyFor, bool runIsEnding, double random)
    {
        if (!RestartPolicy.Applies(spec, failure, runIsEnding))
            return new RestartDecision.None();

        var attempt = readyFor >= spec.StableAfter ? 1 : Attempts + 1;
        var delay = RestartPolicy.Backoff(spec, attempt, random);
        return _launches.Count(launch => launch > at + delay - spec.Within) < spec.MaxRestarts
            ? new RestartDecision.Restart(attempt, delay)
            : new RestartDecision.GiveUp(
                $"after {spec.MaxRestarts} restart{(spec.MaxRestarts == 1 ? "" : "s")} within {Durations.Format(spec.Within)}"
            );
    }

    /// <summary>The history after a restart. <c>at</c> is when the launch was ordered: no earlier than the restart was decided.</summary>
    public RestartHistory After(RestartSpec spec, int attempt, TimeSpan at)
    {
        // A launch that has left the window does not come back: later windows begin later.
        var launches = _launches;
        while (!launches.IsEmpty && launches.Peek() <= at - spec.Within)
            launches = launches.Dequeue();
        return new RestartHistory(launches.Enqueue(at)) { Attempts = attempt };
    }
}
