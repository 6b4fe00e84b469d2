using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Records.Events;
using Beacon.Records.Measuring;

namespace Beacon.Records.Expecting;

/// <summary>Whether a run has met the expectations of its plan.</summary>
public static class Expectations
{
    /// <summary>
    /// What comes of the expectations at the end of a run. Its final statistics decide, the last values of live counters where there is no
    /// final one of that name, and what was measured. Of a run that did not complete all are undecided.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="snapshot">The run at its end.</param>
    /// <param name="elapsed">The time since its start.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="aborted">The expectation that has ended it early; null: none has.</param>
    public static ImmutableArray<ExpectationResult> Check(
        RunPlan plan,
        RunSnapshot snapshot,
        TimeSpan elapsed,
        RunOutcome outcome,
        ExpectationResult? aborted = null
    )
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(snapshot);
        if (outcome != RunOutcome.Completed)
            return [.. plan.Expectations.Select(expectation => Undecided(expectation, outcome))];

        var check = new ExpectationCheck(
            [.. snapshot.Statistics, .. LiveStatistics.LastOf(snapshot), .. MeasuredStatistics.Of(snapshot, elapsed)],
            snapshot.Problems
        );
        var results = plan.Expectations.SelectMany(expectation => check.Check(expectation));
        return aborted is null
            ? [.. results]
            : [aborted, .. results.Where(result => (result.Name, result.Is) != (aborted.Name, aborted.Is))];
    }

    /// <summary>The first expectation with <c>abort</c> that a live counter breaks; null: none does.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="snapshot">The run as it is.</param>
    /// <param name="elapsed">The time since its start.</param>
    public static ExpectationResult? Broken(RunPlan plan, RunSnapshot snapshot, TimeSpan elapsed)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(snapshot);
        if (snapshot is not { State: RunState.Operational, OperationalAfter: { } operational })
            return null;
        var check = new ExpectationCheck(LiveStatistics.Of(snapshot), []);
        return
            plan
                .Expectations.Where(expectation => expectation.Aborts && elapsed >= operational + expectation.AbortsAfter)
                .SelectMany(expectation => check.Check(expectation))
                .FirstOrDefault(result => result is { Held: false, Because: null })
                is { } broken
            ? broken with
            {
                HasAborted = true,
            }
            : null;
    }

    private static ExpectationResult Undecided(Expectation expectation, RunOutcome outcome) =>
        new(expectation.Statistic, $"{expectation.Condition}", Held: null)
        {
            Because = outcome == RunOutcome.Interrupted ? "undecided, since the run was interrupted" : "undecided, since the run failed",
        };
}
