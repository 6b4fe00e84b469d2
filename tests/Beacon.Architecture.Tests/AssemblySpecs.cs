using System.Runtime.CompilerServices;

namespace Beacon.Architecture.Tests;

/// <summary>Assemblies know each other one way, by their public API.</summary>
public class AssemblySpecs
{
    public static TheoryData<string> Assemblies() => [.. Walls.Allowed.Keys];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void An_assembly_references_only_those_below_it(string name)
    {
        var references = Walls
            .Load(name)
            .GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(reference => reference.StartsWith("Beacon", StringComparison.OrdinalIgnoreCase));
        Assert.Empty(references.Except(Walls.Allowed[name]));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void The_internals_of_an_assembly_are_visible_to_its_own_tests_only(string name)
    {
        var friends = Walls
            .Load(name)
            .GetCustomAttributes(typeof(InternalsVisibleToAttribute), inherit: false)
            .Cast<InternalsVisibleToAttribute>()
            .Select(friend => friend.AssemblyName);
        Assert.Empty(friends.Except([$"{Walls.RootOf(name)}.Tests", $"{Walls.RootOf(name)}.BrowserTests"]));
    }

    [Fact]
    public void Plans_need_no_packages() =>
        Assert.All(
            Walls.Load("Beacon.Plans").GetReferencedAssemblies(),
            reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal)
        );

    [Fact]
    public void The_host_does_not_reference_the_web_framework() =>
        Assert.DoesNotContain(
            Walls.Load("beacon").GetReferencedAssemblies(),
            reference => reference.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
        );
}
