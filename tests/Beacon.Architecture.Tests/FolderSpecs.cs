using ArchUnitNET.Domain;
using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;

namespace Beacon.Architecture.Tests;

/// <summary>Within an assembly folders know each other one way, and what knows each other in a circle is a handful of types.</summary>
public class FolderSpecs
{
    private const int LargestCycle = 10;

    private static readonly Dictionary<string, ArchUnitNET.Domain.Architecture> Architectures = Walls.Allowed.Keys.ToDictionary(
        name => name,
        name => new ArchLoader().LoadAssembly(Walls.Load(name)).Build()
    );

    public static TheoryData<string> Assemblies() => [.. Walls.Allowed.Keys];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Folders_do_not_know_each_other_in_a_circle(string name)
    {
        var slices = SliceRuleDefinition.Slices().Matching($"{Walls.RootOf(name)}.(**)").Should().BeFreeOfCycles();
        var broken = slices.Evaluate(Architectures[name]).Where(result => !result.Passed).Select(result => result.Description);
        Assert.Empty(broken);
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void No_more_than_a_handful_of_types_know_each_other_in_a_circle(string name)
    {
        var known = Architectures[name]
            .Types.Where(type => type.FullName.StartsWith(Walls.RootOf(name), StringComparison.Ordinal))
            .GroupBy(Outermost)
            .ToDictionary(
                group => group.Key,
                group => group.SelectMany(type => type.Dependencies).Select(each => Outermost(each.Target)).ToHashSet()
            );
        var largest = Cycles.In(known).MaxBy(cycle => cycle.Count) ?? [];
        Assert.True(largest.Count <= LargestCycle, $"{largest.Count} types know each other in a circle: {string.Join(", ", largest)}");
    }

    // A nested type, and what the compiler makes of lambdas and iterators, belongs to the type around it.
    private static string Outermost(IType type) => type.FullName.Split('+', '/')[0];
}
