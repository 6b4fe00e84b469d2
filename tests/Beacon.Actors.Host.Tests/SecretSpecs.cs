using System.Diagnostics;

namespace Beacon.Actors.Host.Tests;

/// <summary>Secrets of a plan stay out of all that leaves a run but the logs, which keep each byte.</summary>
public class SecretSpecs
{
    private const string Plan = """
        beacon.run { duration = 20s, secrets = [DECLARED, INHERITED, SHORT] }
        beacon.components {
          a {
            title = "uses leak-declared"
            command = sh, ends-run = on
            args = ["-c", "echo printed-line; echo x=$DECLARED x; echo see leak-declared and leak-inherited; sleep 1.5; exit 7",
                    "--password", "leak-arg1", "--api-key=leak-arg2", "postgres://user:leak-url@127.0.0.1/db", "${INHERITED}"]
            env {
              DB_PASSWD = leak-a, MYSQL_PWD = leak-b, PGPASS = leak-c, SSH_PASSPHRASE = leak-d, BASIC_AUTH = leak-e
              CREDENTIALS = leak-f, COOKIE = leak-g, BEARER = leak-h, API_KEY = leak-i, SESSION_TOKEN = leak-j, MY_SECRET = leak-k
              DATABASE_URL = "amqp://u:leak-l@h:1/", OPTIONS = "--token leak-m -v", DSN = "Server=x;Password=leak-n;"
              DECLARED = leak-declared, INNOCENT = "has leak-declared inside", SHORT = abc
              AUTHOR = shown-author, KEYBOARD = shown-keyboard, PWD = shown-folder
            }
            ready { exec = ["sh", "-c", "echo wrong leak-declared PASSWORD=leak-o >&2; exit 1"], timeout = 1s, interval = 200ms }
            alive { http = "http://user:leak-p@127.0.0.1:1/?token=leak-q" }
            stop { command = [curl, -u, "u:leak-r", "http://127.0.0.1:1/"] }
          }
        }
        """;

    [Fact]
    public async Task A_secret_is_in_nothing_but_the_logs()
    {
        var folder = BeaconProcess.NewFolder();
        try
        {
            File.WriteAllText(Path.Combine(folder, "plan.conf"), Plan);
            string[] plan = ["--config", "plan.conf", "--set", "beacon.components.a.env.SET_SECRET=leak-set"];
            string[][] commands =
            [
                ["plan", .. plan],
                ["plan", .. plan, "--format", "json"],
                ["plan", .. plan, "--format", "mermaid"],
                ["plan", .. plan, "--format", "dot"],
                ["verify", .. plan],
                ["run", .. plan, "--plain", "--follow"],
                ["run", .. plan, "--json", "--follow"],
                ["runs", "list"],
                ["runs", "show", "last"],
                ["runs", "show", "last", "--json"],
                ["runs", "export", "last", "--format", "markdown"],
                ["runs", "export", "last", "--format", "junit"],
                ["runs", "export", "last", "--format", "json"],
                ["verify", "--config", "plan.conf", "--set", "beacon.components.a.env.API_TOKEN=[leak-set]"],
                ["verify", "--config", "plan.conf", "--set", "beacon.components.a.env.API_TOKEN="],
                ["verify", "--config", "plan.conf", "--set", "beacon.components.a.args=[\"--password\", \"leak-set\""],
                ["verify", "--config", "plan.conf", "--set", "bad path DB_PASSWORD=leak-set"],
            ];
            foreach (var command in commands)
                AssertNoSecret(await PrintedByAsync(folder, command), string.Join(' ', command[..1]));

            foreach (var record in Directory.GetDirectories(Path.Combine(folder, "runs"), "2*"))
            {
                AssertNoSecretInFiles(record);
                Assert.Contains("leak-declared", File.ReadAllText(Path.Combine(record, "logs", "a.out.log")), StringComparison.Ordinal);
                var stored = File.ReadAllText(Path.Combine(record, "plan.conf"));
                foreach (var shown in new[] { "shown-author", "shown-keyboard", "shown-folder", "postgres://user:***@127.0.0.1/db" })
                    Assert.Contains(shown, stored, StringComparison.Ordinal);
            }

            // Later, nobody knows the values any more: the page leaves out the printed lines.
            await PrintedByAsync(folder, "runs", "report", "last:2");
            foreach (var record in Directory.GetDirectories(Path.Combine(folder, "runs"), "2*"))
            {
                AssertNoSecretInFiles(record);
                Assert.Contains("printed-line", File.ReadAllText(Path.Combine(record, "logs", "a.out.log")), StringComparison.Ordinal);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("beacon.components.a { command = sh, env { DB_PASSWORD = leak$x } }")]
    [InlineData("beacon.components.a { command = sh, env { DB_PASSWORD = [leak] } }")]
    [InlineData("beacon.components.a { command = sh, env { DB_PASSWORD = \"leak {duraton}\" } }")]
    [InlineData("beacon.components.a { command = sh, env { DB_PASSWORD = \"leak\\u0000\" } }")]
    [InlineData("beacon.components.a { command = sh, env { DB_PASSWORD = \"leak\"x\"\n } }")]
    [InlineData("beacon.components.a { command = sh, env { DB_PASSWORD leak } }")]
    [InlineData("beacon.components.a { command = sh, ready.http = \"ftp://user:leak@host/\" }")]
    [InlineData("beacon.components.a { command = sh, ready.tcp-connect = \"user:leak@host\", env { X = ${PASSWORD=leak} } }")]
    [InlineData("beacon.components.a { command = sh, env-files = [bad.env] }")]
    public async Task A_refused_plan_does_not_repeat_a_secret(string plan)
    {
        var folder = BeaconProcess.NewFolder();
        try
        {
            File.WriteAllText(Path.Combine(folder, "plan.conf"), plan);
            File.WriteAllText(Path.Combine(folder, "bad.env"), "root:$6$leak:19000:0:99999:7:::\n");
            var printed = await PrintedByAsync(folder, "verify", "--config", "plan.conf", "--json");
            Assert.Contains("beacon: ", printed, StringComparison.Ordinal);
            AssertNoSecret(printed, "verify");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void AssertNoSecretInFiles(string record)
    {
        foreach (var file in Directory.GetFiles(record, "*", SearchOption.AllDirectories))
            if (!Path.GetRelativePath(record, file).StartsWith("logs/", StringComparison.Ordinal))
                AssertNoSecret(File.ReadAllText(file), Path.GetFileName(file));
    }

    private static void AssertNoSecret(string text, string where)
    {
        var lines = text.Split('\n').Where(line => line.Contains("leak", StringComparison.Ordinal)).ToList();
        Assert.True(lines.Count == 0, $"{where} has a secret: {string.Join('\n', lines)}");
    }

    private static async Task<string> PrintedByAsync(string folder, params string[] args)
    {
        using var process = Process.Start(
            new ProcessStartInfo("sh", ["-c", "exec \"$@\" 2>&1", "sh", "env", "--default-signal", BeaconProcess.Program, .. args])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                Environment = { ["INHERITED"] = "leak-inherited" },
            }
        )!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return text;
    }
}
