using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Plans.Units;
using Beacon.Records.Events;
using Beacon.Records.Statistics;

namespace Beacon.Records.Expecting;

/// <summary>Decides whether expectations hold of statistics.</summary>
/// <param name="statistics">The statistics, all finite.</param>
/// <param name="problems">The problems of the run: they may say why a statistic is missing.</param>
internal sealed class ExpectationCheck(ImmutableArray<Statistic> statistics, ImmutableArray<Problem> problems)
{
    private const int NamesListed = 5;

    private readonly ImmutableArray<(StatisticKey Key, Statistic Statistic)> _known =
    [
        .. statistics.Select(statistic => (statistic.Key, statistic)),
    ];

    /// <summary>What comes of an expectation: a result for each statistic that it is about, or one that says that there is none.</summary>
    public ImmutableArray<ExpectationResult> Check(Expectation expectation)
    {
        ImmutableArray<ExpectationResult> results =
        [
            .. _known.Where(known => expectation.IsAbout(known.Key)).Select(known => Check(expectation.Condition, known.Statistic)),
        ];
        return results.IsEmpty ? [Missing(expectation)] : results;
    }

    private ExpectationResult Check(Condition condition, Statistic statistic)
    {
        var result = new ExpectationResult(statistic.Key.Path, $"{condition}", Held: false)
        {
            Value = statistic.Value,
            Unit = statistic.Unit,
            Text = statistic.Text,
        };
        var (limit, because) = LimitOf(condition, statistic);
        if (limit is not { } right)
            return result with { Because = because };

        var left = NormalizedValue.Of(statistic.Value, statistic.Unit);
        if (left.Unit != right.Unit)
            return result with
            {
                Because = $"it is {statistic.Text}, a {Noun(left)}, which can't be compared with {RightOf(condition)}, a {Noun(right)}",
            };

        return result with
        {
            Held = condition.Holds(left.Value, right.Value),
            Distance = right.Value == 0 ? null : (left.Value - right.Value) / Math.Abs(right.Value),
        };
    }

    private (NormalizedValue? Limit, string? Because) LimitOf(Condition condition, Statistic left)
    {
        if (condition.Other is not { } name)
            return (NormalizedValue.Of(condition.Limit, condition.Unit.Length > 0 ? condition.Unit : left.Unit), null);

        var word = StatisticKey.Word(name);
        var called = _known.Where(known => known.Key.Paths.Contains(word)).ToList();
        return called switch
        {
            [] => (null, $"it is {left.Text}, and {NoneCalled(name)}"),
            [var (_, other)] => (NormalizedValue.Of(other.Value, other.Unit), null),
            _ => (null, $"{called.Count} statistics are called \"{name}\": {Listed(called.Select(known => known.Key.Path))}; say which"),
        };
    }

    private ExpectationResult Missing(Expectation expectation) =>
        new(expectation.Statistic, $"{expectation.Condition}", Held: expectation.PassesWhenMissing)
        {
            Because = expectation.PassesWhenMissing ? "there is no such statistic, which passes" : NoneCalled(expectation.Statistic),
        };

    private string NoneCalled(string name)
    {
        var because = problems.FirstOrDefault(problem => problem.Kind is ProblemKind.NotFinite or ProblemKind.NoStatistics);
        var nearest = Nearest.Suggestion(StatisticKey.Word(name), [.. _known.SelectMany(known => known.Key.Paths).Distinct()]);
        return $"no statistic is called \"{name}\""
            + (
                nearest.Length > 0 ? nearest
                : because is not null ? $"; {because.Message}"
                : $"; there are {Listed(_known.Select(known => known.Key.Path))}"
            );
    }

    private static string RightOf(Condition condition) => condition.ToString().Split(' ', 2)[1];

    private static string Listed(IEnumerable<string> names)
    {
        var all = names.ToList();
        return string.Join(", ", all.Take(NamesListed)) + (all.Count > NamesListed ? ", …" : "");
    }

    private static string Noun(NormalizedValue value) =>
        value.Dimension switch
        {
            Dimension.Time => "time",
            Dimension.Size => "size",
            Dimension.Share => "share",
            Dimension.Rate => $"rate in {value.Unit}",
            Dimension.Ratio => $"ratio in {value.Unit}",
            _ => value.Unit.Length == 0 ? "number without a unit" : $"number of \"{value.Unit}\"",
        };
}
