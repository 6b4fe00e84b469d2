using System.Collections.Immutable;
using System.Globalization;
using Beacon.Records.Environments;

namespace Beacon.Records.Comparing;

/// <summary>The traits of a run under which a comparison lists differences.</summary>
internal static class RunTraits
{
    private const int DigitsOfHash = 8;
    private const string NotKnown = "not known";

    /// <summary>The traits of the machine.</summary>
    public static readonly ImmutableArray<string> OfMachine = ["processor", "cores", "governor", "kernel", ".NET"];

    public static ImmutableSortedDictionary<string, string> Of(string plan, RunEnvironment environment)
    {
        var traits = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        traits["plan"] = $"{plan} ({Short(environment.PlanSha256)})";
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
