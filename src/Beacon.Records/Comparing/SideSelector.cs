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

    /// <summary>
    /// Finds runs by selectors (<see cref="RunRecord.Find"/>), separated by commas; after <c>label:</c> all is the label.
    /// </summary>
    /// <param name="selectors">The selectors: <c>last:5</c>, <c>20261123-184205,20261123-184310</c>, <c>label:before</c>.</param>
    /// <param name="results">The results folder.</param>
    /// <exception cref="NoSuchRunException">There is no such record.</exception>
    /// <exception cref="ComparisonException">A record can't be read.</exception>
    public static NamedRuns Select(string selectors, string results)
    {
        var folders = Folders(selectors, results);
        return WithPlans(folders is [var only] ? Path.GetFileName(only) : selectors, [.. folders.Select(Read)]);
    }

    /// <summary>Finds the runs of a new baseline, ordered by start.</summary>
    /// <param name="selectors">As for <see cref="Select"/>; null: the last ten comparable runs of the plan of the latest run.</param>
    /// <param name="results">The results folder.</param>
    /// <exception cref="NoSuchRunException">There is no such record.</exception>
    /// <exception cref="ComparisonException">
    /// The plan of the latest run has no comparable run, or the runs have different plans.
    /// </exception>
    /// <exception cref="InvalidDataException">A record was replaced meanwhile.</exception>
    /// <exception cref="NewerRecordException">A record has a later schema than this version knows.</exception>
    /// <exception cref="IOException">A record can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A record may not be read.</exception>
    public static NamedRuns ForBaseline(string? selectors, string results)
    {
        var found = selectors is null
            ? Before(RunRecord.FindOne("last", results).Result.Name, results, RunsOfPlan, null)
            : Folders(selectors, results).Select(folder => RecordReader.Read(folder).Result);
        List<RunResult> runs = [.. found.OrderBy(result => result.StartedAt)];
        OnePlan.RefuseMixture(selectors ?? $"last:{RunsOfPlan}", runs);
        return WithPlans(selectors ?? "", runs);
    }

    /// <summary>
    /// The baseline of a change: the last comparable runs before the candidate that have the same plan, that of the latest of them. It need
    /// not be the candidate's.
    /// </summary>
    /// <param name="count">The maximum number of runs; at least 1.</param>
    /// <param name="candidate">The candidate; null: its runs do not exist yet.</param>
    /// <param name="plan">The name of the plan.</param>
    /// <param name="results">The results folder.</param>
    /// <exception cref="ComparisonException">There are none.</exception>
    public static NamedRuns Before(int count, NamedRuns? candidate, string plan, string results) =>
        WithPlans($"last:{count.ToString(CultureInfo.InvariantCulture)} before", Before(plan, results, count, candidate));

    /// <summary>The last comparable runs of plans, as the history of a comparison.</summary>
    /// <param name="plans">The names of the plans.</param>
    /// <param name="count">The maximum number of runs per plan.</param>
    /// <param name="results">The results folder.</param>
    public static IReadOnlyList<RunResult> History(IEnumerable<string> plans, int count, string results) =>
        [.. plans.Distinct().SelectMany(plan => ComparableOf(plan, results).Take(count))];

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

        var ofPlan = OnePlan.OfFirst(ComparableOf(name, results)).Take(RunsOfPlan).ToList();
        return ofPlan.Count > 0 ? WithPlans($"{name}, last:{RunsOfPlan}", ofPlan) : Select(name, results);
    }

    /// <summary>
    /// The tolerances of the plan of a side's latest run; none where its record does not exist or the plan can't be read.
    /// </summary>
    /// <param name="side">The side, whose records may lie anywhere.</param>
    /// <param name="results">The results folder, where the run of a baseline file is looked for.</param>
    public static ImmutableArray<ToleranceRule> RulesOf(NamedRuns side, string results)
    {
        ArgumentNullException.ThrowIfNull(side);
        var latest = side.Runs.MaxBy(run => run.StartedAt)!;
        return PlanIn(Directory.Exists(latest.Record) ? latest.Record : Path.Combine(results, latest.Id))?.Comparison ?? [];
    }

    private static NamedRuns WithPlans(string name, IReadOnlyCollection<RunResult> runs) =>
        new(name, runs)
        {
            Plans = runs.Where(run => run.Environment is not null)
                .DistinctBy(run => run.Environment!.PlanSha256)
                .Select(run => (run.Environment!.PlanSha256, Plan: PlanIn(run.Record)))
                .Where(known => known.Plan is not null)
                .ToImmutableDictionary(known => known.PlanSha256, known => known.Plan!),
        };

    private static RunPlan? PlanIn(string folder)
    {
        try
        {
            return RunRecord.PlanOf(folder);
        }
        catch (InvalidPlanException)
        {
            return null;
        }
    }

    private static List<string> Folders(string selectors, string results) =>
        [.. Split(selectors).SelectMany(selector => RunSelector.Select(selector, results)).Distinct()];

    // A label may have commas, so that it is the rest of the text.
    private static IEnumerable<string> Split(string selectors)
    {
        var parts = selectors.Split(',');
        var label = Array.FindIndex(parts, part => part.TrimStart().StartsWith(RunLabel.Selector, StringComparison.Ordinal));
        return label < 0
            ? parts.Select(part => part.Trim())
            : [.. parts[..label].Select(part => part.Trim()), string.Join(',', parts[label..]).TrimStart()];
    }

    private static List<RunResult> Before(string plan, string results, int count, NamedRuns? candidate)
    {
        var first = candidate?.Runs.Min(run => run.StartedAt) ?? DateTimeOffset.MaxValue;
        var known = candidate?.Runs.Select(run => run.Id).ToHashSet() ?? [];
        var runs = OnePlan
            .OfFirst(ComparableOf(plan, results).Where(run => run.StartedAt <= first && !known.Contains(run.Id)))
            .Take(count)
            .ToList();
        return runs.Count > 0
            ? runs
            : throw new ComparisonException(
                $"{results} has no comparable run of the plan {plan}{(candidate is null ? "" : $" before {candidate.Name}")}",
                ComparisonFault.NoEarlierRuns
            );
    }

    // A record is read only if the name of its folder fits the plan. One that can't be read was not requested explicitly.
    private static IEnumerable<RunResult> ComparableOf(string plan, string results) =>
        RunRecords
            .LatestFirst(results)
            .Where(folder => RecordLayout.PlanNameIn(folder) is not { } name || name == plan)
            .Select(folder => RecordReader.TryRead(folder, out _)?.Result)
            .OfType<RunResult>()
            .Where(result => result.Name == plan && result.NotComparable.IsEmpty);

    private static RunResult Read(string folder) =>
        RecordReader.TryRead(folder, out var note)?.Result ?? throw new ComparisonException($"the record {folder} can't be read: {note}");
}
