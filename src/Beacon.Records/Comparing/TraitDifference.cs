using System.Collections.Immutable;
using System.Globalization;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Records.Comparing;

/// <summary>A trait in which compared runs differ: the kernel, a program, a setting of the plan.</summary>
/// <param name="Trait">The name of the trait; of a setting <c>plan: nginx.args[1]</c>.</param>
/// <param name="Baseline">Its distinct values in the runs of the baseline; empty: unknown, of a setting: there is none.</param>
/// <param name="Candidate">Its distinct values in the runs of the candidate; empty: unknown, of a setting: there is none.</param>
public sealed record TraitDifference(string Trait, ImmutableArray<string> Baseline, ImmutableArray<string> Candidate)
{
    private const string SettingPrefix = $"{RunTraits.Plan}: ";

    /// <summary>Whether it is a trait of the machine.</summary>
    public bool IsMachine => RunTraits.OfMachine.Contains(Trait);

    /// <summary>Whether it is a setting of the plan.</summary>
    public bool IsSetting => Trait.StartsWith(SettingPrefix, StringComparison.Ordinal);

    /// <summary>The differences between the sides and within each side.</summary>
    internal static ImmutableArray<TraitDifference> Between(ComparedSide baseline, ComparedSide candidate) =>
        [
            .. baseline
                .Runs.Concat(candidate.Runs)
                .SelectMany(run => RunTraits.Of(run).Keys)
                .Distinct()
                .Select(trait => new TraitDifference(trait, ValuesIn(baseline, trait), ValuesIn(candidate, trait)))
                .Where(difference =>
                    difference.Baseline.Union(difference.Candidate).Skip(1).Any()
                    || difference.Baseline.Length != difference.Candidate.Length
                )
                .SelectMany(difference =>
                    difference.Trait == RunTraits.Plan ? OfPlans(baseline.Plan, candidate.Plan, difference) : [difference]
                ),
        ];

    // Of plans that are known what differs in them; otherwise their hashes.
    private static IEnumerable<TraitDifference> OfPlans(RunPlan? baseline, RunPlan? candidate, TraitDifference hashes)
    {
        if (baseline is null || candidate is null || PlanDifferences.Between([baseline, candidate]) is not { IsEmpty: false } found)
            return [hashes];
        return found.Select(each => new TraitDifference($"{SettingPrefix}{each.Key}", Known(each.Values[0]), Known(each.Values[1])));
    }

    private static ImmutableArray<string> Known(string? value) => value is null ? [] : [value];

    private static ImmutableArray<string> ValuesIn(ComparedSide side, string trait) =>
        [.. side.Runs.Select(run => RunTraits.Of(run).GetValueOrDefault(trait)).OfType<string>().Distinct()];
}

/// <summary>The traits of a run under which a comparison lists differences.</summary>
internal static class RunTraits
{
    private const string NotKnown = "not known";

    public const string Plan = "plan";

    /// <summary>The traits of the machine.</summary>
    public static readonly ImmutableArray<string> OfMachine = ["processor", "cores", "governor", "kernel", ".NET"];

    public static ImmutableSortedDictionary<string, string> Of(RunResult run)
    {
        if (run.Environment is not { } environment)
            return ImmutableSortedDictionary<string, string>.Empty;
        var traits = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (run.Label is { } label)
            traits["label"] = RunLabel.Shown(label);
        traits[Plan] = $"{run.Name} ({OnePlan.Short(environment.PlanSha256)})";
        traits["processor"] = environment.Cpu ?? NotKnown;
        traits["cores"] = environment.Cores.ToString(CultureInfo.InvariantCulture);
        traits["governor"] = environment.Governor ?? NotKnown;
        traits["kernel"] = environment.Kernel;
        traits[".NET"] = environment.Dotnet;
        traits["Beacon.Actors"] = environment.Beacon;
        if (environment.Git is { } git)
            traits["commit"] = $"{OnePlan.Short(git.Commit)}{(git.IsDirty ? " and changes" : "")}";
        foreach (var file in environment.Files)
            traits[$"{file.Component}: {Path.GetFileName(file.Path)}"] = file.Sha256 is { } hash ? OnePlan.Short(hash) : NotKnown;
        return traits.ToImmutable();
    }
}
