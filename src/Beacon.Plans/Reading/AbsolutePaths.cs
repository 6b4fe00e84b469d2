namespace Beacon.Plans.Reading;

/// <summary>Paths made absolute, also where the current directory was deleted and has no path.</summary>
internal static class AbsolutePaths
{
    /// <summary>The absolute path.</summary>
    /// <param name="path">A path.</param>
    /// <param name="folder">The folder that a relative one starts from; empty: there is none, since it was deleted.</param>
    /// <exception cref="InvalidPlanException">The path is relative, and there is no folder.</exception>
    public static string Of(string path, string folder) =>
        Path.IsPathFullyQualified(path) ? Path.GetFullPath(path)
        : folder.Length > 0 ? Path.GetFullPath(path, folder)
        : throw new InvalidPlanException([
            new PlanProblem(
                path.Length > 0 ? path : "the plan",
                "is relative, but the current directory was deleted; change to one that exists (cd), or give absolute paths"
            ),
        ]);

    /// <summary>The current directory; empty: it was deleted.</summary>
    public static string Current()
    {
        try
        {
            return Environment.CurrentDirectory;
        }
        catch (IOException)
        {
            return "";
        }
    }
}
