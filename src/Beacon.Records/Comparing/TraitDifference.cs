using System.Collections.Immutable;

namespace Beacon.Records.Comparing;

/// <summary>A thing in which compared runs differ beside their numbers: the kernel, a program, the plan.</summary>
/// <param name="Trait">The thing.</param>
/// <param name="Baseline">What it is in the runs of the baseline, each value once; empty: it is not known there.</param>
/// <param name="Candidate">What it is in the runs that are compared with it, each value once; empty: it is not known there.</param>
public sealed record TraitDifference(string Trait, ImmutableArray<string> Baseline, ImmutableArray<string> Candidate)
{
    /// <summary>Whether it is one of the machine, rather than of what ran on it.</summary>
    public bool IsMachine => RunTraits.OfMachine.Contains(Trait);

    /// <summary>The differences between two sides, and those within one.</summary>
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
