using System.Collections.Immutable;
using System.Globalization;
using Beacon.Plans;
using Beacon.Records.Events;
using Beacon.Records.Layout;
using Beacon.Records.Reading;

namespace Beacon.Records.Comparing;

/// <summary>Finds the runs of a side by selectors and names.</summary>
public static class SideSelector
{
    private const int RunsOfPlan = 10;

    /// <summary>Finds runs by selectors (<see cref="RunSelector"/>), separated by commas.</summary>
    /// <param name="selectors">The selectors: <c>last:5</c>, <c>20261123-184205,20261123-184310</c>.</param>
    /// <param name="results">The results folder.</param>
    /// <exception cref="NoSuchRunException">There is no such record.</exception>
    /// <exception cref="ComparisonException">A record can't be read.</exception>
    public static NamedRuns Select(string selectors, string results)
    {
        var folders = Folders(selectors, results);
        return new NamedRuns(
            folders is [var only] ? Path.GetFileName(only) : selectors,
            [.. folders.Select(folder => ComparedRun.Of(Read(folder).Result))]
        );
    }

    /// <summary>Finds record folders by selectors, separated by commas.</summary>
    /// <inheritdoc cref="Select"/>
    public static IReadOnlyList<string> Folders(string selectors, string results) =>
        [.. selectors.Split(',', StringSplitOptions.TrimEntries).SelectMany(selector => RunSelector.Select(selector, results)).Distinct()];

    /// <summary>The record folders of the last ten comparable runs of a plan.</summary>
    /// <param name="plan">The name of the plan.</param>
    /// <param name="results">The results folder.</param>
    /// <exception cref="ComparisonException">There are none.</exception>
    public static IReadOnlyList<string> LastOf(string plan, string results) =>
        [.. Before(RunsOfPlan, candidate: null, plan, results).Runs.Select(run => Path.Combine(results, run.Id))];

    /// <summary>
    /// The last comparable runs of a plan before the candidate: the baseline of a change.
    /// </summary>
    /// <param name="count">The maximum number of runs; at least 1.</param>
    /// <param name="candidate">The candidate; null: its runs do not exist yet.</param>
    /// <param name="plan">The name of the plan.</param>
    /// <param name="results">The results folder.</param>
    /// <exception cref="ComparisonException">There are none.</exception>
    public static NamedRuns Before(int count, NamedRuns? candidate, string plan, string results)
    {
        var first = candidate?.Runs.Min(run => run.StartedAt) ?? DateTimeOffset.MaxValue;
        var known = candidate?.Runs.Select(run => run.Id).ToHashSet() ?? [];
        var runs = ComparableOf(plan, results, result => result.StartedAt <= first && !known.Contains(result.Id)).Take(count).ToList();
        return runs.Count > 0
            ? new NamedRuns($"last:{count.ToString(CultureInfo.InvariantCulture)} before", runs)
            : throw new ComparisonException(
                $"{results} has no comparable run of the plan {plan}{(candidate is null ? "" : $" before {candidate.Name}")}",
                ComparisonFault.NoEarlierRuns
            );
    }

    /// <summary>The last comparable runs of plans, as the history of a comparison.</summary>
    /// <param name="plans">The names of the plans.</param>
    /// <param name="count">The maximum number of runs per plan.</param>
    /// <param name="results">The results folder.</param>
    public static IReadOnlyList<ComparedRun> History(IEnumerable<string> plans, int count, string results) =>
        [.. plans.Distinct().SelectMany(plan => ComparableOf(plan, results, _ => true).Take(count))];

    /// <summary>
    /// Finds runs by a name: a baseline file, the last ten comparable runs of a plan, or the runs that <see cref="Select"/> finds.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="results">The results folder.</param>
    /// <exception cref="NoSuchRunException">There is no such file, plan or record.</exception>
    /// <exception cref="ComparisonException">The file or a record can't be read.</exception>
    public static NamedRuns Named(string name, string results)
    {
        if (File.Exists(name))
            return BaselineFile.Read(name);

        var ofPlan = ComparableOf(name, results, _ => true).Take(RunsOfPlan).ToList();
        return ofPlan.Count > 0 ? new NamedRuns($"{name}, last:{RunsOfPlan}", ofPlan) : Select(name, results);
    }

    /// <summary>The tolerances of a run's plan; none where the record does not exist or its plan can't be read.</summary>
    /// <param name="run">The run's id.</param>
    /// <param name="results">The results folder.</param>
    public static ImmutableArray<ToleranceRule> RulesOf(string run, string results)
    {
        try
        {
            return RunRecord.PlanOf(Path.Combine(results, run))?.Comparison ?? [];
        }
        catch (InvalidPlanException)
        {
            return [];
        }
    }

    internal static RunRecord Read(string folder)
    {
        try
        {
            return RecordReader.Read(folder);
        }
        catch (Exception exception)
            when (exception is InvalidDataException or NewerRecordException or IOException or UnauthorizedAccessException)
        {
            throw new ComparisonException($"the record {folder} can't be read: {exception.Message}");
        }
    }

    // A record is read only if the name of its folder fits the plan.
    private static IEnumerable<ComparedRun> ComparableOf(string plan, string results, Func<RunResult, bool> isMeant)
    {
        foreach (
            var folder in RunRecords.LatestFirst(results).Where(folder => RecordLayout.PlanNameIn(folder) is not { } name || name == plan)
        )
        {
            RunResult result;
            try
            {
                result = RecordReader.Read(folder).Result;
            }
            catch (Exception exception)
                when (exception is InvalidDataException or NewerRecordException or IOException or UnauthorizedAccessException)
            {
                // This record was not requested explicitly.
                continue;
            }

            if (result.Name == plan && isMeant(result) && result.NotComparable.IsEmpty)
                yield return ComparedRun.Of(result);
        }
    }
}
