using System.Collections.Immutable;
using System.Text;
using Beacon.Actors.Plans;

namespace Beacon.Actors.Processes.Linux;

/// <summary>
/// The standard tools that a process passes through on its way to its program, each replacing itself by the next, so that the process
/// id stays: <c>env(1)</c> restores SIGPIPE, which .NET ignores and children would inherit; <c>setsid(1)</c> gives it a session of its
/// own, so that a terminal's Ctrl+C reaches the supervisor only; <c>setpriv(1)</c> ties its life to the supervisor's;
/// <c>stdbuf(1)</c> makes C stdio flush at each line.
/// </summary>
internal sealed class LaunchChain
{
    private static readonly string[] ToolFolders = ["/usr/bin", "/bin", "/usr/local/bin"];

    private readonly ImmutableArray<string> _words;
    private readonly ImmutableArray<byte[]> _stages;

    public LaunchChain(LaunchSpec spec)
    {
        // env(1) comes first since it would take a program path with "=" in it for a variable.
        List<string[]> links =
        [
            [Tool("env"), "--default-signal=PIPE"],
            [Tool("setsid"), "--"],
            [Tool("setpriv"), "--pdeathsig", "KILL", "--"],
        ];
        if (spec.OutputMode == OutputMode.LineBuffered) links.Add([Tool("stdbuf"), "-oL"]);

        string[] program = [spec.Program, .. spec.Args];
        _words = [.. links.SelectMany(link => link), .. program];
        _stages = [.. links.Select((_, index) => CommandLine([.. links[index..].SelectMany(link => link), .. program]))];
    }

    /// <summary>The tools that are missing on this machine.</summary>
    public static IEnumerable<string> MissingTools(bool lineBuffered) =>
        new[] { "env", "setsid", "setpriv" }.Concat(lineBuffered ? ["stdbuf"] : []).Where(name => FindTool(name) is null);

    public string First => _words[0];

    public IEnumerable<string> Rest => _words.Skip(1);

    /// <summary>Whether a process with this command line (proc(5)) is still on its way.</summary>
    public bool IsUnderway(ReadOnlySpan<byte> commandLine)
    {
        foreach (var stage in _stages)
            if (commandLine.SequenceEqual(stage)) return true;
        return false;
    }

    private static byte[] CommandLine(IEnumerable<string> words) => Encoding.UTF8.GetBytes(string.Concat(words.Select(word => word + '\0')));

    private static string Tool(string name) => FindTool(name) ?? throw new FileNotFoundException($"no program \"{name}\" on this machine");

    private static string? FindTool(string name) => ToolFolders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
}
