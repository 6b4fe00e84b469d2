namespace Beacon.Processes.Linux.Native;

/// <summary>Tools of the system, by absolute path: the user's PATH decides nothing about how programs are launched and guarded.</summary>
internal static class StandardTool
{
    /// <summary>Where tools are looked for, in this order.</summary>
    private static readonly string[] Folders = ["/usr/bin", "/bin", "/usr/local/bin"];

    /// <summary>The path of a tool; null: this machine does not have it.</summary>
    public static string? Find(string name) => Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>The path of a tool.</summary>
    /// <exception cref="FileNotFoundException">This machine does not have it.</exception>
    public static string PathOf(string name) => Find(name) ?? throw new FileNotFoundException($"no program \"{name}\" on this machine");
}
