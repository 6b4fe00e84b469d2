using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Records.Environments;
using Beacon.Records.Statistics;

namespace Beacon.Records.Events;

/// <summary>The result of a run, as in <c>run.json</c> of its record.</summary>
public sealed record RunResult
{
    /// <summary>The run's id: the name of its record folder.</summary>
    public required string Id { get; init; }

    /// <summary>The plan's name.</summary>
    public required string Name { get; init; }

    /// <summary>What a person calls the run (<see cref="RunLabel"/>); null: it has no label.</summary>
    public string? Label { get; init; }

    /// <summary>Whether the run only warmed up for those that count (<c>beacon repeat --warmup</c>).</summary>
    public bool IsWarmup { get; init; }

    /// <summary>
    /// The file that the plan was made from, of several the last: an absolute path, or <c>standard input</c>; null: not known.
    /// </summary>
    public string? PlanFile { get; init; }

    /// <summary>The verdict.</summary>
    public required RunOutcome Outcome { get; init; }

    /// <summary>
    /// The exit code: 0 completed, 5 completed but an expectation was not met, 1 failed, 128 + signal interrupted, -1 unknown.
    /// </summary>
    public required int ExitCode { get; init; }

    /// <summary>What ended the run, as a paragraph if the run failed (<see cref="FirstCause"/>); null if it completed.</summary>
    public Problem? Cause { get; init; }

    /// <summary>The parts of the cause of a failed run; null if the run did not fail.</summary>
    public FirstCause? FirstCause { get; init; }

    /// <summary>The start of the run on the wall clock, in UTC.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The time from the start until every component was ready; null: the run was never operational.</summary>
    public TimeSpan? OperationalAfter { get; init; }

    /// <summary>The end of the last component, all of its output included, on the wall clock, in UTC.</summary>
    public required DateTimeOffset EndedAt { get; init; }

    /// <summary>The time from the start to the end, on a monotonic clock.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The results of the components, in start order.</summary>
    public required ImmutableArray<ComponentResult> Components { get; init; }

    /// <summary>
    /// The final statistics of all components, and the last values of live counters of other names, in the group
    /// <see cref="MeasuredQuantity.Live"/>.
    /// </summary>
    public required ImmutableArray<Statistic> Statistics { get; init; }

    /// <summary>What came of the expectations; empty: there were none.</summary>
    public ImmutableArray<ExpectationResult> Expectations { get; init; } = [];

    /// <summary>The problems of the run, without the cause.</summary>
    public required ImmutableArray<Problem> Problems { get; init; }

    /// <summary>The environment of the run; null: unknown, for instance because the run was cut short.</summary>
    public RunEnvironment? Environment { get; init; }

    /// <summary>The record folder: an absolute path.</summary>
    public required string Record { get; init; }

    /// <summary>Why the run is not comparable with other runs, each a sentence; empty: it is comparable.</summary>
    public ImmutableArray<string> NotComparable =>
        [
            .. Outcome switch
            {
                RunOutcome.Completed => Array.Empty<string>(),
                RunOutcome.Failed => ["the run failed"],
                RunOutcome.Interrupted => ["the run was interrupted"],
                _ => ["how the run ended is not known"],
            },
            .. IsWarmup ? ["the run was a warm-up"] : Array.Empty<string>(),
            .. Expectations.Where(expectation => expectation.HasAborted).Select(expectation => $"the run was ended early: {expectation}"),
            .. Problems.Where(problem => problem.SpoilsStatistics).Select(problem => problem.Message),
            .. Components
                .Where(component => component.Restarts > 0)
                .Select(component => $"{component.Name} was restarted ({component.Restarts})"),
        ];

    /// <summary>The result of one component.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">The run has no component of that name.</exception>
    public ComponentResult Component(string name) =>
        Components.FirstOrDefault(component => component.Name == name)
        ?? throw new KeyNotFoundException(
            $"the run {Id} has no component \"{name}\"{Nearest.Suggestion(name, Components.Select(component => component.Name))}"
        );

    /// <summary>One of the final statistics.</summary>
    /// <param name="name">
    /// <c>[component.][group.]name</c>, as in thresholds. Case and the characters between words are ignored: <c>tick-to-trade.p99</c>
    /// matches <c>Tick to Trade.P99</c>.
    /// </param>
    /// <exception cref="KeyNotFoundException">No statistic has this name, or several have it.</exception>
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

/// <summary>How a run ended.</summary>
public enum RunOutcome
{
    /// <summary>It reached its planned end without a failure.</summary>
    Completed,

    /// <summary>A component failed, or the run could not start.</summary>
    Failed,

    /// <summary>It was asked to stop.</summary>
    Interrupted,

    /// <summary>Unknown: the run is still running, or its supervisor died before the verdict. Only in records.</summary>
    Unknown,
}
