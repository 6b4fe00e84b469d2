using System.Collections.Immutable;
using Beacon.Records.Events;

namespace Beacon.Actors.Host.Repeating;

/// <summary>In how many runs an expectation held.</summary>
/// <param name="Name">The statistic.</param>
/// <param name="Is">The condition.</param>
/// <param name="Held">In how many it held.</param>
/// <param name="Of">In how many it was decided.</param>
internal sealed record ExpectationTally(string Name, string Is, int Held, int Of)
{
    /// <summary>The tallies of some runs, in the order of the plan.</summary>
    public static ImmutableArray<ExpectationTally> Over(IEnumerable<RunResult> runs) =>
        [
            .. runs.SelectMany(run => run.Expectations)
                .Where(result => result.Held is not null)
                .GroupBy(result => (result.Name, result.Is))
                .Select(group => new ExpectationTally(
                    group.Key.Name,
                    group.Key.Is,
                    group.Count(result => result.Held == true),
                    group.Count()
                )),
        ];
}
