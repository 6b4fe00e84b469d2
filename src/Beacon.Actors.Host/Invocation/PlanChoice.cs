using System.Collections.Immutable;

namespace Beacon.Actors.Host.Invocation;

/// <summary>How a plan came to be chosen.</summary>
internal enum PlanOrigin
{
    /// <summary>The command line names it.</summary>
    Named,

    /// <summary>BEACON_CONFIG names it.</summary>
    Variable,

    /// <summary>It was found in the current folder or above.</summary>
    Discovered,

    /// <summary>There is none: the demo.</summary>
    Demo,
}

/// <summary>
/// Which plan a command line means: the files that it names, else the one of <c>BEACON_CONFIG</c>, else <c>beacon.conf</c> in the current
/// folder or the nearest one above, else the demo.
/// </summary>
internal sealed record PlanChoice(ImmutableArray<string> Files, PlanOrigin Origin)
{
    public const string Variable = "BEACON_CONFIG";
    public const string FileName = "beacon.conf";

    /// <summary>The path of the demo plan, which is installed with the program.</summary>
    public static string DemoPlan => Path.Combine(AppContext.BaseDirectory, "hocon", FileName);

    /// <summary>Chooses.</summary>
    /// <param name="named">The files that the command line names; empty: none.</param>
    public static PlanChoice Of(ImmutableArray<string> named) =>
        !named.IsEmpty ? new PlanChoice(named, PlanOrigin.Named)
        : Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } file ? new PlanChoice([file], PlanOrigin.Variable)
        : Discover(CurrentFolder(), Environment.GetEnvironmentVariable("HOME")) is { } found
            ? new PlanChoice([found], PlanOrigin.Discovered)
        : new PlanChoice([DemoPlan], PlanOrigin.Demo);

    /// <summary>The plan of a folder: <c>beacon.conf</c> in it or in the nearest folder above; null: there is none.</summary>
    /// <param name="folder">The folder; null: it was deleted.</param>
    /// <param name="home">The home folder.</param>
    /// <remarks>
    /// The last folder looked at is the root of the repository or the home folder; a folder in neither is the only one, since above it
    /// nothing belongs to this work.
    /// </remarks>
    public static string? Discover(string? folder, string? home)
    {
        string? nearest = null;
        for (var at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            if (nearest is null && Path.Combine(at, FileName) is var path && IsThere(path))
                nearest = path;
            if (Path.Exists(Path.Combine(at, ".git")) || at == home?.TrimEnd('/'))
                return nearest;
        }

        return nearest is not null && Path.GetDirectoryName(nearest) == folder ? nearest : null;
    }

    // A link that leads nowhere is a mistake to be told, not a plan to be passed over.
    private static bool IsThere(string path) => File.Exists(path) || (!Directory.Exists(path) && new FileInfo(path).LinkTarget is not null);

    private static string? CurrentFolder()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
