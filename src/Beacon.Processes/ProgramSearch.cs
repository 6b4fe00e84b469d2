using Beacon.Plans;
using Beacon.Processes.Linux.Launching;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes;

/// <summary>Finds the file of a program as execvp(3) does; on Windows with the extensions of PATHEXT.</summary>
public static class ProgramSearch
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Whether it is a path rather than a bare name.</summary>
    /// <param name="program">The program.</param>
    public static bool IsPath(string program) => program.Contains('/') || Path.IsPathRooted(program);

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

    /// <summary>Whether it is a file that this user can execute, as far as the system says.</summary>
    /// <param name="path">The path.</param>
    public static bool IsExecutable(string path) =>
        OperatingSystem.IsLinux() ? FileDescriptor.IsExecutable(path)
        : OperatingSystem.IsWindows() ? File.Exists(path)
        : File.Exists(path) && (File.GetUnixFileMode(path) & Executable) != 0;

    /// <summary>
    /// Why a program that exists can't be executed, as a sentence that begins with its path and ends with what helps; null: it can, as far
    /// as this shows.
    /// </summary>
    /// <param name="path">The path.</param>
    public static string? WhyNotExecutable(string path) =>
        Directory.Exists(path) ? $"{path} is a folder, not a program"
        : OperatingSystem.IsLinux() && FileAt.StatusOf(path) is { Exists: true, IsRegular: false } ? $"{path} is not a regular file"
        : !IsExecutable(path) ? $"{path} is not executable; try: chmod +x {path}"
        : OperatingSystem.IsLinux() ? ProgramFormat.WhyNotExecutable(path)
        : null;

    /// <summary>The file to execute, found with the PATH that the program itself will have.</summary>
    /// <exception cref="FileNotFoundException">There is no such program on PATH.</exception>
    internal static string Locate(LaunchSpec spec)
    {
        if (IsPath(spec.Program))
            return spec.Program;
        var path = spec.Environment.TryGetValue("PATH", out var own) ? own : Environment.GetEnvironmentVariable("PATH");
        return Find(spec.Program, path, spec.WorkingDirectory) ?? throw new FileNotFoundException($"no program \"{spec.Program}\" on PATH");
    }

    private static string? Find(string name, string? path, string folder) =>
        (path ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(_ => Endings, (at, ending) => Path.GetFullPath(Path.Combine(folder, at, name + ending)))
            .FirstOrDefault(IsExecutable);

    private static string[] Endings =>
        OperatingSystem.IsWindows() ? ["", .. (Environment.GetEnvironmentVariable("PATHEXT") ?? ".COM;.EXE;.BAT;.CMD").Split(';')] : [""];
}
