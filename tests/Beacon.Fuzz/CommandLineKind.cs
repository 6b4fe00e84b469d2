using System.Reflection;
using System.Text;

namespace Beacon.Fuzz;

/// <summary>Command lines that start and delete nothing.</summary>
internal static class CommandLineKind
{
    private static readonly string[] Commands = ["verify", "plan", "runs list", "runs show", "runs compare", "runs logs"];
    private static readonly int[] ExitCodes = [0, 2, 3, 4];

    private static readonly string[] Tokens =
    [
        .. "--config --set --only --results --json --format --run".Split(' '),
        .. "--since --grep --stream --apart --clock --threshold --against last".Split(' '),
        .. "last~2 last:3 beacon.run.duration=5s beacon.components.a.command=x table dot mermaid json".Split(' '),
        .. "csv stdout 10s +10s (a+)+$ p99=+5% @x --help".Split(' '),
        "\n",
        "",
        " ",
        "-",
        "--",
        "=",
        "\0",
        "é",
        "'",
    ];

    /// <summary>Each line of an input is an argument.</summary>
    public static FuzzKind Create(string plan, string results)
    {
        var host = Assembly.Load("beacon").GetType("Beacon.Actors.Host.Commands.BeaconCommandLine", throwOnError: true)!;
        var invoke = host.GetMethod("InvokeAsync", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)!
            .CreateDelegate<Func<string[], TextWriter, TextWriter, Task<int>>>();
        string[] lines =
        [
            $"0\n--config\n{plan}\n--set\nbeacon.run.duration=5s",
            $"1\n--config\n{plan}\n--format\ndot\n--only\na",
            "2\n--json",
            "3\nlast",
            "4\nlast~1\nlast\n--threshold\na.n=+5%",
            "5\n--run\nlast\n--grep\nready\n--since\n10s\n--stream\nstdout\na",
        ];
        return new FuzzKind("command-lines", [.. lines.Select(Encoding.UTF8.GetBytes)], Tokens, input => Take(invoke, results, input));
    }

    private static void Take(Func<string[], TextWriter, TextWriter, Task<int>> invoke, string results, byte[] input)
    {
        // The first line is the number of a command, so that no mutation makes another one of it.
        var lines = Encoding.UTF8.GetString(input).Replace("\0", "", StringComparison.Ordinal).Split('\n').Take(200).ToList();
        var command = Commands[(lines[0].Length > 0 ? lines[0][0] : 0) % Commands.Length];
        string[] arguments = [.. command.Split(' '), "--results", results, .. lines.Skip(1)];
        var exitCode = invoke(arguments, TextWriter.Null, TextWriter.Null).GetAwaiter().GetResult();
        if (!ExitCodes.Contains(exitCode))
            throw new BrokenPromiseException($"exit code {exitCode} of {string.Join(' ', arguments)}");
    }
}
