using Beacon.Plans;

namespace Beacon.Processes;

/// <summary>Finds the file of a program as execvp(3) does; on Windows with the extensions of PATHEXT.</summary>
public static class ProgramSearch
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Whether it is a path rather than a bare name.</summary>
    /// <param name="program">The program.</param>
    public static bool IsPath(string program) => program.Contains('/') || Path.IsPathRooted(program);

    /// <summary>The first executable file of a bare name; null: there is none.</summary>
    /// <param name="name">The name.</param>
    /// <param name="path">The folders, as the variable PATH lists them.</param>
    /// <param name="folder">The folder that relative ones among them start from.</param>
    public static string? Find(string name, string? path, string folder) =>
        (path ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(_ => Endings, (at, ending) => Path.Combine(folder, at, name + ending))
            .FirstOrDefault(IsExecutable);

    /// <summary>
    /// The file of a component's program: the path itself, or the first executable file of that name on its PATH; null: there is none.
    /// </summary>
    /// <param name="component">The component.</param>
    public static string? Find(ComponentSpec component)
    {
        if (IsPath(component.Command))
            return component.Command;
        var path = component.Environment.GetValueOrDefault("PATH") ?? Environment.GetEnvironmentVariable("PATH");
        return Find(component.Command, path, component.WorkingDirectory);
    }

    /// <summary>Whether it is a file that can be executed, as far as its mode says.</summary>
    /// <param name="path">The path.</param>
    public static bool IsExecutable(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != 0);

    private static string[] Endings =>
        OperatingSystem.IsWindows() ? ["", .. (Environment.GetEnvironmentVariable("PATHEXT") ?? ".COM;.EXE;.BAT;.CMD").Split(';')] : [""];
}
