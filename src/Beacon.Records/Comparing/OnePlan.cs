using Beacon.Records.Events;

namespace Beacon.Records.Comparing;

/// <summary>A baseline holds runs of one plan, which its hash tells, not its name.</summary>
internal static class OnePlan
{
    private const int DigitsOfHash = 8;

    /// <summary>The runs that have the plan of the first one.</summary>
    public static IEnumerable<RunResult> OfFirst(IEnumerable<RunResult> runs)
    {
        string? hash = null;
        foreach (var run in runs)
            if ((hash ??= HashOf(run)) == HashOf(run))
                yield return run;
    }

    /// <summary>Throws if there are runs of different plans. A run whose plan is not known may have the plan of the others.</summary>
    /// <exception cref="ComparisonException">There are runs of different plans: <see cref="ComparisonFault.MixedPlans"/>.</exception>
    public static void RefuseMixture(string name, IEnumerable<RunResult> runs)
    {
        var plans = runs.Where(run => HashOf(run).Length > 0).GroupBy(HashOf).ToList();
        if (plans.Count < 2)
            return;
        var described = plans.Select(plan =>
            $"{plan.First().Name} ({Short(plan.Key)}): {plan.First().Id}{(plan.Skip(1).Any() ? $" and {plan.Count() - 1} more" : "")}"
        );
        throw new ComparisonException(
            $"the baseline ({name}) has runs of {plans.Count} plans; {string.Join("; ", described)}",
            ComparisonFault.MixedPlans
        );
    }

    /// <summary>The first digits of a hash, enough to tell a few plans or programs.</summary>
    public static string Short(string hash) => hash.Length > DigitsOfHash ? hash[..DigitsOfHash] : hash;

    private static string HashOf(RunResult run) => run.Environment?.PlanSha256 ?? "";
}
