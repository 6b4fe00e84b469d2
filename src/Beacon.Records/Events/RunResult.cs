using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Records.Environments;
using Beacon.Records.Statistics;

namespace Beacon.Records.Events;

/// <summary>What a run came to: what its record says in <c>run.json</c>.</summary>
public sealed record RunResult
{
    /// <summary>The run's id: the name of its record folder.</summary>
    public required string Id { get; init; }

    /// <summary>The plan's name.</summary>
    public required string Name { get; init; }

    /// <summary>The verdict.</summary>
    public required RunOutcome Outcome { get; init; }

    /// <summary>0 completed, 1 failed, 128 + signal interrupted, -1 not known.</summary>
    public required int ExitCode { get; init; }

    /// <summary>What ended the run, of a failed one told in a paragraph (<see cref="FirstCause"/>); null where it completed.</summary>
    public Problem? Cause { get; init; }

    /// <summary>The cause of a failed run with all that belongs to it, part by part; null where it did not fail.</summary>
    public FirstCause? FirstCause { get; init; }

    /// <summary>When the run began, by the wall clock, in UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>From the start until every component was ready; null: that was never so.</summary>
    public TimeSpan? OperationalAfter { get; init; }

    /// <summary>When the last component had drained, by the wall clock, in UTC.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>From the start to the end, by a monotonic clock.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>What became of each component, in start order.</summary>
    public required ImmutableArray<ComponentResult> Components { get; init; }

    /// <summary>The final statistics of all components.</summary>
    public required ImmutableArray<Statistic> Statistics { get; init; }

    /// <summary>What the reader of the numbers has to know, the cause not included.</summary>
    public required ImmutableArray<Problem> Problems { get; init; }

    /// <summary>What the numbers belong to; null: not known, as of a run that was cut short.</summary>
    public RunEnvironment? Environment { get; init; }

    /// <summary>The record folder: an absolute path.</summary>
    public required string Record { get; init; }

    /// <summary>Why its statistics may not be compared with those of other runs, each a sentence; empty: they may.</summary>
    public ImmutableArray<string> NotComparable =>
        [
            .. Outcome switch
            {
                RunOutcome.Completed => Array.Empty<string>(),
                RunOutcome.Failed => ["the run failed"],
                RunOutcome.Interrupted => ["the run was interrupted"],
                _ => ["how the run ended is not known"],
            },
            .. Problems.Where(problem => problem.SpoilsStatistics).Select(problem => problem.Message),
            .. Components
                .Where(component => component.Restarts > 0)
                .Select(component => $"{component.Name} was restarted ({component.Restarts})"),
        ];

    /// <summary>What became of one component.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">The run has no component of that name.</exception>
    public ComponentResult Component(string name) =>
        Components.FirstOrDefault(component => component.Name == name)
        ?? throw new KeyNotFoundException(
            $"the run {Id} has no component \"{name}\"{Nearest.Suggestion(name, Components.Select(component => component.Name))}"
        );

    /// <summary>One of the final statistics.</summary>
    /// <param name="name">
    /// <c>[component.][group.]name</c>, as thresholds say it: case does not count, and neither does what stands between words:
    /// <c>tick-to-trade.p99</c> is <c>Tick to Trade.P99</c>.
    /// </param>
    /// <exception cref="KeyNotFoundException">None is called so, or several are.</exception>
    public Statistic Statistic(string name)
    {
        var keys = Statistics.Select(each => each.Key).ToList();
        var word = StatisticKey.Word(name);
        var called = keys.Index().Where(each => each.Item.Paths.Contains(word)).ToList();
        if (called.Count == 1)
            return Statistics[called[0].Index];
        throw new KeyNotFoundException(
            called.Count == 0
                ? $"the run {Id} has no statistic \"{name}\"{Nearest.Suggestion(word, keys.SelectMany(key => key.Paths))}"
                : $"the run {Id} has {called.Count} statistics called \"{name}\": "
                    + $"{string.Join(", ", called.Select(each => each.Item.Path))}; say which"
        );
    }
}
