namespace Beacon.TestProgram;

/// <summary>Behaviours that print what the process has inherited.</summary>
internal static class ProcessContext
{
    public static void PrintArguments(string[] args)
    {
        foreach (var argument in args)
            Output.Line($"\"{argument}\"");
    }

    public static void PrintEnvironment(string[] args)
    {
        foreach (var name in args)
            Output.Line(Environment.GetEnvironmentVariable(name) is { } value ? $"{name}={value}" : $"{name} is not set");
    }

    public static void ExecuteWithSignalsLost(string[] args) => Native.ExecuteWithSignalsLost(args);

    public static void PrintWorkingDirectory(string[] args) => Output.Line(Environment.CurrentDirectory);

    public static void PrintDescriptors(string[] args)
    {
        // Descriptors of the runtime are close-on-exec; inherited ones are not.
        var inherited = new DirectoryInfo("/proc/self/fd")
            .EnumerateFileSystemInfos()
            .Select(link => (Number: int.Parse(link.Name, null), Target: link.LinkTarget))
            .Where(descriptor => Native.IsKeptOnExec(descriptor.Number))
            .OrderBy(descriptor => descriptor.Number)
            .ToArray();
        foreach (var (number, target) in inherited)
            Output.Line($"{number} {target}");
    }

    public static void PrintIds(string[] args) =>
        Output.Line($"pid={Environment.ProcessId} ppid={Native.ParentId()} pgid={Native.GroupOf(0)} sid={Native.SessionOf(0)}");
}
