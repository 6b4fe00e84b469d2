using System.Globalization;
using Beacon.Plans;
using Beacon.Processes.Linux.ControlGroups;
using Beacon.Processes.Linux.Native;

namespace Beacon.Processes.Linux.Launching;

/// <summary>
/// Launches through standard tools: <c>env(1)</c> enters the folder and restores the actions of signals, <c>setsid(1)</c> makes the
/// session, <c>setpriv(1)</c> has it killed when the supervisor dies, <c>sh(1)</c> joins the cgroup, restores the limit of open
/// files and waits for the supervisor's line; <c>nice(1)</c> and <c>stdbuf(1)</c> come where the plan asks for them.
/// </summary>
internal sealed class ToolChain : LaunchWay
{
    private const string Shell = "sh";

    // The name of the last shell in its messages, which distinguishes them from those of the program.
    private const string LastShell = "beacon-exec";

    /// <summary>The tools that are missing on this machine, those of the guardian included.</summary>
    public static IEnumerable<string> MissingFor(EngineKind kind, bool lineBuffered)
    {
        List<string> needed = [Shell, "setsid", "grep", "sleep"];
        if (kind == EngineKind.Tools || OwnLauncher.Find() is null)
            needed.AddRange(["env", "setpriv", "nice"]);
        if (lineBuffered)
            needed.Add("stdbuf");
        return needed.Where(name => StandardTool.Find(name) is null);
    }

    /// <summary>stdbuf(1), for C programs that shall flush at each line.</summary>
    public static string[] LineBuffering => [StandardTool.PathOf("stdbuf"), "-oL"];

    public override IReadOnlyList<string[]> LinksFor(LaunchSpec spec, Cgroup? cgroup, string? terminal)
    {
        // env(1) takes a word with "=" for a variable, so it must not be the last link: the path of a program may contain one. The last
        // link is the one that waits, so that little is left to do after the supervisor's line.
        List<string[]> links =
        [
            [StandardTool.PathOf("env"), $"--chdir={spec.WorkingDirectory}", "--default-signal"],
        ];

        // nice(1) adds to the value that is inherited; called on the spawner thread, whose value that is.
        if (spec.Nice is { } nice)
            links.Add([StandardTool.PathOf("nice"), "-n", (nice - Priority.NiceOfCallingThread()).ToString(CultureInfo.InvariantCulture)]);

        // Before setsid, so that the terminal does not become the controlling one.
        if (terminal is not null)
            links.Add([StandardTool.PathOf(Shell), "-c", "exec >\"$1\" 2>&1; shift; exec \"$@\"", Shell, terminal]);
        links.Add([StandardTool.PathOf("setsid"), "--"]);
        links.Add([StandardTool.PathOf("setpriv"), "--pdeathsig", "KILL", "--"]);
        var (join, words) = cgroup is null ? ("", 2) : ("echo 0 >\"$3\" || exit; ", 3);
        string[] arguments = [OpenFiles.SoftLimitFor(spec).ToString(CultureInfo.InvariantCulture), MarkOf(spec)];
        var setNice = spec.Nice is { } value ? SetNiceOfGroup(value) : "";
        var script = $"{join}{setNice}ulimit -Sn \"$1\"; read -r _ || exit; export \"$2\"; shift {words}; exec \"$@\"";
        links.Add([
            StandardTool.PathOf(Shell),
            "-c",
            script,
            LastShell,
            .. arguments,
            .. cgroup is null ? [] : (string[])[cgroup.ProcsFile],
        ]);
        return links;
    }

    // As the launcher does, which says why.
    private static string SetNiceOfGroup(int nice) =>
        "(G=/proc/self/autogroup; N=0; while [ -w $G ] && [ $((N += 1)) -le 100 ] && "
        + $"! {{ echo {nice} >$G; }} 2>/dev/null; do sleep 0.02; done); ";

    // env(1) exits with 125 if the folder could not be entered, and its message ends with the meaning of errno.
    // sh(1) and stdbuf(1) exit with 126 or 127 if the program could not be executed; their message ends with the meaning of errno, or with
    // the shell's own words.
    public override string? ReasonNotExecuted(int? exitCode, string? firstErrorLine)
    {
        if (exitCode is not (125 or 126 or 127) || firstErrorLine is null)
            return null;
        if (firstErrorLine.StartsWith($"{StandardTool.PathOf("env")}: ", StringComparison.Ordinal))
            return $"its working directory could not be entered: {LastPart(firstErrorLine)}";
        var isTool =
            firstErrorLine.StartsWith($"{LastShell}: ", StringComparison.Ordinal)
            || firstErrorLine.StartsWith("stdbuf: ", StringComparison.Ordinal);
        if (!isTool)
            return null;
        var reason = LastPart(firstErrorLine);
        return LaunchFailures.Describe(reason.EndsWith("not found", StringComparison.Ordinal) ? Errno.Message(Errno.ENOENT) : reason);

        static string LastPart(string line) => line[(line.LastIndexOf(": ", StringComparison.Ordinal) + 2)..];
    }
}
