using System.Reflection;

namespace Beacon.Architecture.Tests;

/// <summary>The assemblies of the product, each with those of ours that it may reference.</summary>
internal static class Walls
{
    /// <summary>By assembly name, the lowest first. An assembly may reference what its references reference.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Allowed = new Dictionary<string, string[]>
    {
        ["Beacon.Plans"] = [],
        ["Beacon.Processes"] = ["Beacon.Plans"],
        ["Beacon.Records"] = ["Beacon.Plans", "Beacon.Processes"],
        ["Beacon.Reports"] = ["Beacon.Plans", "Beacon.Processes", "Beacon.Records"],
        ["Beacon.Actors"] = ["Beacon.Plans", "Beacon.Processes", "Beacon.Records", "Beacon.Reports"],
        ["Beacon.Actors.Control"] = ["Beacon.Plans", "Beacon.Processes", "Beacon.Records", "Beacon.Reports", "Beacon.Actors"],
        ["Beacon.Actors.TestKit"] = ["Beacon.Plans", "Beacon.Processes", "Beacon.Records", "Beacon.Actors"],
        ["beacon"] = ["Beacon.Plans", "Beacon.Processes", "Beacon.Records", "Beacon.Reports", "Beacon.Actors", "Beacon.Actors.Control"],
        ["beacon-dashboard"] = ["Beacon.Plans", "Beacon.Processes", "Beacon.Records", "Beacon.Reports", "Beacon.Actors.Control"],
        ["Beacon.Exchange"] = [],
    };

    /// <summary>The folder of an assembly under <c>src</c>, which is also its root namespace.</summary>
    /// <param name="assembly">The assembly's name.</param>
    public static string RootOf(string assembly) =>
        assembly switch
        {
            "beacon" => "Beacon.Actors.Host",
            "beacon-dashboard" => "Beacon.Dashboard",
            _ => assembly,
        };

    /// <summary>The assembly of that name.</summary>
    /// <param name="name">The name.</param>
    public static Assembly Load(string name) => Assembly.Load(name);
}
