using System.Collections.Immutable;
using System.Globalization;
using Beacon.Records.Events;

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
                .SelectMany(run => RunTraits.Of(run).Keys)
                .Distinct()
                .Select(trait => new TraitDifference(trait, ValuesIn(baseline, trait), ValuesIn(candidate, trait)))
                .Where(difference =>
                    difference.Baseline.Union(difference.Candidate).Skip(1).Any()
                    || difference.Baseline.Length != difference.Candidate.Length
                ),
        ];

    private static ImmutableArray<string> ValuesIn(ComparedSide side, string trait) =>
        [.. side.Runs.Select(run => RunTraits.Of(run).GetValueOrDefault(trait)).OfType<string>().Distinct()];
}

/// <summary>The traits of a run under which a comparison lists differences.</summary>
internal static class RunTraits
{
    private const int DigitsOfHash = 8;
    private const string NotKnown = "not known";

    /// <summary>The traits of the machine.</summary>
    public static readonly ImmutableArray<string> OfMachine = ["processor", "cores", "governor", "kernel", ".NET"];

    public static ImmutableSortedDictionary<string, string> Of(RunResult run)
    {
        if (run.Environment is not { } environment)
            return ImmutableSortedDictionary<string, string>.Empty;
        var traits = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        traits["plan"] = $"{run.Name} ({Short(environment.PlanSha256)})";
        traits["processor"] = environment.Cpu ?? NotKnown;
        traits["cores"] = environment.Cores.ToString(CultureInfo.InvariantCulture);
        traits["governor"] = environment.Governor ?? NotKnown;
        traits["kernel"] = environment.Kernel;
        traits[".NET"] = environment.Dotnet;
        traits["Beacon.Actors"] = environment.Beacon;
        if (environment.Git is { } git)
            traits["commit"] = $"{Short(git.Commit)}{(git.IsDirty ? " and changes" : "")}";
        foreach (var file in environment.Files)
            traits[$"{file.Component}: {Path.GetFileName(file.Path)}"] = file.Sha256 is { } hash ? Short(hash) : NotKnown;
        return traits.ToImmutable();
    }

    private static string Short(string hash) => hash.Length > DigitsOfHash ? hash[..DigitsOfHash] : hash;
}
