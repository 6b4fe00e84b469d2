namespace Beacon.Packages.Tests;

/// <summary>The root folder of the repository.</summary>
internal static class Repository
{
    public static string Folder { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Beacon.Actors.sln"))
            ? folder
            : Find(Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("no Beacon.Actors.sln above the tests"));
}
