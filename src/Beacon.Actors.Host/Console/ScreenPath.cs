namespace Beacon.Actors.Host.Console;

/// <summary>Paths as a person at this shell would write them.</summary>
internal static class ScreenPath
{
    /// <summary>The path from the current directory, unless that leads upwards.</summary>
    public static string Relative(string path)
    {
        try
        {
            var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
            return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
        }
        catch (IOException)
        {
            // The current directory was deleted.
            return path;
        }
    }

    /// <summary>The same; of one that is longer than that, the file and its folder: <c>…/bin/engine</c>.</summary>
    public static string Short(string path, int longest)
    {
        var relative = Relative(Path.GetFullPath(path));
        if (relative.Length <= longest)
            return relative;
        var file = Path.GetFileName(relative);
        var folder = Path.GetFileName(Path.GetDirectoryName(relative)) is { Length: > 0 } name ? $"{name}/" : "";
        return $"…/{folder}{file}";
    }
}
