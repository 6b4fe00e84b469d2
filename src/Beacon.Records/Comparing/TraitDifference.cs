using System.Collections.Immutable;

namespace Beacon.Records.Comparing;

/// <summary>A trait in which compared runs differ: the kernel, a program, the plan.</summary>
/// <param name="Trait">The name of the trait.</param>
/// <param name="Baseline">Its distinct values in the runs of the baseline; empty: unknown.</param>
/// <param name="Candidate">Its distinct values in the runs of the candidate; empty: unknown.</param>
public sealed record TraitDifference(string Trait, ImmutableArray<string> Baseline, ImmutableArray<string> Candidate)
{
    /// <summary>Whether it is a trait of the machine.</summary>
    public bool IsMachine => RunTraits.OfMachine.Contains(Trait);

    /// <summary>The differences between the sides and within each side.</summary>
    internal static ImmutableArray<TraitDifference> Between(ComparedSide baseline, ComparedSide candidate) =>
        [
            .. baseline
                .Runs.Concat(candidate.Runs)
                .SelectMany(run => run.Traits.Keys)
                .Distinct()
                .Select(trait => new TraitDifference(trait, ValuesIn(baseline, trait), ValuesIn(candidate, trait)))
                .Where(difference =>
                    difference.Baseline.Union(difference.Candidate).Skip(1).Any()
                    || difference.Baseline.Length != difference.Candidate.Length
                ),
        ];

    private static ImmutableArray<string> ValuesIn(ComparedSide side, string trait) =>
        [.. side.Runs.Select(run => run.Traits.GetValueOrDefault(trait)).OfType<string>().Distinct()];
}
