namespace Beacon.Tests;

/// <summary>Files of the repository, wherever the tests were built: a deterministic build does not know the paths of its sources.</summary>
internal static class RepositoryFile
{
    /// <summary>The absolute path of a file.</summary>
    /// <param name="path">Its path from the repository's root.</param>
    public static string Find(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Beacon.Actors.sln")))
            folder = folder.Parent!;
        return Path.Combine(folder.FullName, path);
    }
}
