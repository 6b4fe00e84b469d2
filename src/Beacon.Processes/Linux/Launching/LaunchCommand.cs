using System.Collections.Immutable;
using System.Text;
using Beacon.Plans;
using Beacon.Processes.Linux.ControlGroups;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Launching;

/// <summary>The whole command of one launch: the links of the chain, then the program.</summary>
internal sealed class LaunchCommand
{
    private readonly ImmutableArray<string> _words;
    private readonly ImmutableArray<byte[]> _stages;

    /// <exception cref="FileNotFoundException">There is no such program on PATH.</exception>
    public LaunchCommand(LaunchSpec spec, LaunchWay way, Cgroup? cgroup, string? terminal)
    {
        var links = way.LinksFor(spec, cgroup, terminal).ToList();
        if (spec.OutputMode == OutputMode.LineBuffered)
            links.Add(ToolChain.LineBuffering);

        string[] program = [Locate(spec), .. spec.Args];
        _words = [.. links.SelectMany(link => link), .. program];
        _stages = [.. links.Select((_, index) => CommandLine([.. links[index..].SelectMany(link => link), .. program]))];
    }

    public string First => _words[0];

    public IEnumerable<string> Rest => _words.Skip(1);

    /// <summary>Whether this command line (proc(5)) is one of the links, not yet the program.</summary>
    public bool IsUnderway(ReadOnlySpan<byte> commandLine)
    {
        foreach (var stage in _stages)
            if (commandLine.SequenceEqual(stage))
                return true;
        return false;
    }

    private static byte[] CommandLine(IEnumerable<string> words) =>
        Encoding.UTF8.GetBytes(string.Concat(words.Select(word => word + '\0')));

    // As execvp(3) does, with the PATH that the program itself will have.
    private static string Locate(LaunchSpec spec)
    {
        if (spec.Program.Contains('/', StringComparison.Ordinal))
            return spec.Program;

        var path = spec.Environment.TryGetValue("PATH", out var own) ? own : Environment.GetEnvironmentVariable("PATH");
        return (path ?? "")
                .Split(':', StringSplitOptions.RemoveEmptyEntries)
                .Select(folder => Path.GetFullPath(Path.Combine(folder, spec.Program), spec.WorkingDirectory))
                .FirstOrDefault(FileDescriptor.IsExecutable)
            ?? throw new FileNotFoundException(LaunchFailures.Describe($"no program \"{spec.Program}\" on PATH"));
    }
}
