using System.Collections.Immutable;
using Beacon.Plans;
using Beacon.Plans.Text;
using Beacon.Records.History;
using Beacon.Records.Reading;

namespace Beacon.Actors.Host.Console;

/// <summary>What differs between the plans of listed runs: for each run the values of the keys that differ, where they are short.</summary>
internal static class RunDifferences
{
    private const int MostCharacters = 40;
    private const int MostKeys = 3;
    private const int MostPlans = 100;
    private const int DigitsOfHash = 8;

    /// <summary>
    /// The words for each run, in the order of the runs; empty: its plan is that of all listed runs of its name, or not known.
    /// </summary>
    /// <param name="runs">The listed runs.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<RunSummary> runs)
    {
        var words = new Dictionary<(string Name, string Plan), string>();
        foreach (var group in runs.Where(run => run.PlanSha256 is not null).GroupBy(run => run.Name))
        {
            // Reading a plan takes milliseconds: one run stands for all with its hash.
            var plans = group.DistinctBy(run => run.PlanSha256).ToList();
            if (plans.Count < 2)
                continue;
            foreach (var (run, text) in plans.Zip(Describe(plans)))
                words[(run.Name, run.PlanSha256!)] = text;
        }

        return [.. runs.Select(run => run.PlanSha256 is { } plan ? words.GetValueOrDefault((run.Name, plan), "") : "")];
    }

    private static IEnumerable<string> Describe(List<RunSummary> runs)
    {
        var plans = runs.Count <= MostPlans ? runs.Select(run => PlanOf(run.Folder)).ToList() : [null];
        if (plans.Contains(null))
            return runs.Select(HashOf);
        var differences = PlanDifferences.Between(plans!);
        var rows = runs.Index().Select(run => RowOf(differences, run.Index)).ToList();
        return differences.Length is > 0 and <= MostKeys && rows.TrueForAll(row => row.Length <= MostCharacters)
            ? rows
            : runs.Select(run => $"{differences.Length} keys, {HashOf(run)}");
    }

    private static string RowOf(ImmutableArray<PlanDifference> differences, int plan) =>
        $"{new UntrustedText(string.Join(", ", differences.Select(each => $"{each.Key} {each.Values[plan] ?? "–"}")))}";

    private static string HashOf(RunSummary run) =>
        $"plan {new UntrustedText(run.PlanSha256![..Math.Min(DigitsOfHash, run.PlanSha256!.Length)])}";

    private static RunPlan? PlanOf(string folder)
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
}
