using System.Text;
using Beacon.Plans;

namespace Beacon.Fuzz;

/// <summary>Plans, and files of environment variables.</summary>
internal static class PlanKinds
{
    private static readonly string[] Tokens =
    [
        .. "beacon run components command args env ready alive log".Split(' '),
        .. "pattern stream exec http tcp-listen depends-on statistics from format".Split(' '),
        .. "live restart stop output limits comparison akka { } [ ] = :".Split(' '),
        .. ", . \" \"\"\" # // $ ${ ${a} ${?a} ${beacon.run} ${HOME} \\u \\ud800".Split(' '),
        .. "null on off 30s 5m infinite {record} {config-dir} {duration-seconds} (a+)+$ (?<n>[0-9]+) (?=a)b 127.0.0.1:9000".Split(' '),
        "\n",
        "\r\n",
        "\t",
        "\uFEFF",
        "\0",
        "é",
        "\u202E",
    ];

    public static FuzzKind Plans(string repository) =>
        new(
            "plans",
            [
                .. Directory.EnumerateFiles(Path.Combine(repository, "hocon"), "*.conf").Select(File.ReadAllBytes),
                File.ReadAllBytes(Path.Combine(repository, "src", "Beacon.Plans", "reference.conf")),
                Encoding.UTF8.GetBytes(Small),
            ],
            Tokens,
            TakePlan
        );

    public static FuzzKind EnvironmentFiles(string folder) =>
        new(
            "env-files",
            [
                Encoding.UTF8.GetBytes("A=1\n# comment\nB = \"two words\"\nexport C='3'\n\nD=a=b # c\r\n"),
                Encoding.UTF8.GetBytes("KEY=VALUE\n"),
            ],
            ["=", "#", "export ", "\"", "'", "\n", "\r\n", " ", "\0", "${A}", "\\", "é", "\uFEFF", "A"],
            input =>
            {
                File.WriteAllBytes(Path.Combine(folder, "fuzz.env"), input);
                Read(() => RunPlan.Parse("beacon.components.a { command = sleep, args = [1], env-files = [fuzz.env] }", folder));
            }
        );

    private const string Small = """
        beacon {
          run { name = small, duration = 5s, on-failure = stop }
          component-defaults { stop.timeout = 2s }
          components {
            a { command = sh, args = ["-c", "echo ready; sleep 5"], ready { log = "^ready$", timeout = 3s }, env { A = ${?HOME} } }
            b {
              command = sleep, args = [${n}], depends-on = [a]
              alive { log { pattern = "tick", stream = stdout }, interval = 1s }
              statistics { from = "FINAL", format = key-value, live = ["n=(?<n>[0-9]+)"] }
            }
          }
        }
        n = 5
        akka { loglevel = WARNING }
        """;

    // A plan that is accepted is read back from its own text to the same plan.
    private static void TakePlan(byte[] input)
    {
        if (Read(() => RunPlan.Parse(Encoding.UTF8.GetString(input), "/tmp")) is not { } plan)
            return;
        var again = RunPlan.Parse(plan.ToHocon(), "/tmp");
        if (again.Sha256() != plan.Sha256())
            throw new BrokenPromiseException("the plan that is read back from its own text is another one");
    }

    private static RunPlan? Read(Func<RunPlan> read)
    {
        try
        {
            return read();
        }
        catch (InvalidPlanException refused) when (refused.Problems.Count > 0)
        {
            return null;
        }
    }
}
