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

        string[] program = [ProgramSearch.Locate(spec), .. spec.Args];
        _words = [.. links.SelectMany(link => link), .. program];
        _stages = [.. links.Select((_, index) => CommandLine([.. links[index..].SelectMany(link => link), .. program]))];
    }

    /// <summary>Sets what a process inherits from the thread that makes it.</summary>
    public static void PrepareThread(LaunchSpec spec)
    {
        Affinity.Set(spec.Cores);
        SignalState.UnblockAll();
        FileDescriptor.CloseAllOnExec();
    }

    /// <summary>The command, which begins with the path of the first link.</summary>
    public IReadOnlyList<string> Words => _words;

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
}
