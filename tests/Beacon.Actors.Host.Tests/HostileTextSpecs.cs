using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Beacon.Actors.Host.Tests;

/// <summary>Text of plans, programs and foreign processes that tries to act on the terminal.</summary>
public class HostileTextSpecs
{
    // In HOCON: a title and a colour by C0 and by C1, BEL, DEL, a carriage return, the writing direction, line separators, a tag character.
    private const string Evil =
        """\u001b]0;owned\u0007x\u001b[2Jy\u009b31mz\u009d0;owned\u009c\u0007\u007f\r"""
        + """\u202egpj\u202c\u2066\u2069\u200e\u061c\u2028\u2029\u200b\udb40\udc41""";

    // The same as printf(1) of a shell prints it, in UTF-8.
    private const string Printed =
        @"\033]0;owned\007x\033[2Jy\302\23331mz\302\2350;owned\302\234\177\342\200\256gpj\342\201\246\342\200\216\330\234\342\200\250";

    [Fact]
    public async Task No_command_prints_what_a_terminal_would_obey()
    {
        var folder = BeaconProcess.NewFolder();
        try
        {
            File.WriteAllText(
                Path.Combine(folder, "plan.conf"),
                $$"""
                beacon.run { duration = 20s, name = evil }
                beacon.components {
                  a {
                    title = "A {{Evil}}", command = sh, ends-run = on, env { "X{{Evil}}" = "{{Evil}}" }
                    args = ["-c", "printf 'FINAL\\n======\\nN{{Printed.Replace("\\", @"\\")}}: 5 u{{Printed.Replace(
                    "\\",
                    @"\\"
                )}}\\n=====\\n'", "{{Evil}}"]
                    statistics { from = "FINAL" }, output { console = all }
                  }
                }
                """.Replace(
                    "        ",
                    "",
                    StringComparison.Ordinal
                )
            );
            string[] plan = ["--config", "plan.conf"];
            string[][] commands =
            [
                ["plan", .. plan],
                ["plan", .. plan, "--format", "mermaid"],
                ["plan", .. plan, "--format", "dot"],
                ["plan", .. plan, "--format", "json"],
                ["verify", .. plan],
                ["verify", .. plan, "--json"],
                ["run", .. plan, "--plain"],
                ["run", .. plan, "--follow"],
                ["run", .. plan, "--json", "--follow"],
                ["repeat", "2", .. plan],
                ["repeat", "1", .. plan, "--json"],
                ["runs", "list"],
                ["runs", "list", "--json"],
                ["runs", "show", "last"],
                ["runs", "show", "last", "--json"],
                ["runs", "logs"],
                ["runs", "logs", "--json"],
                ["runs", "export", "last", "--format", "csv"],
                ["runs", "export", "last", "--format", "markdown"],
                ["runs", "export", "last", "--format", "junit"],
                ["runs", "export", "last", "--format", "json"],
                ["runs", "compare", "last~1", "last", "--force"],
                ["runs", "compare", "last~1", "last", "--force", "--json"],
                ["runs", "compare", "last~1", "last", "--force", "--markdown"],
                ["runs", "report"],
            ];
            foreach (var command in commands)
                AssertHarmless(await PrintedByAsync(folder, command), string.Join(' ', command));
            Assert.Contains("N", (await PrintedByAsync(folder, "runs", "show", "last")).Text, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task No_error_message_repeats_a_bad_argument_so_that_a_terminal_would_obey()
    {
        const string Bad = "\e]0;owned\a\u009b31m\u202e\u2028";
        var folder = BeaconProcess.NewFolder();
        try
        {
            File.WriteAllText(
                Path.Combine(folder, "bad.conf"),
                $"beacon.run.name = \"{Evil}\"\nbeacon {{ {Bad} = 1 }}\nbeacon.\"{Evil}\" = 1"
            );
            File.WriteAllText(
                Path.Combine(folder, "key.conf"),
                $"beacon.components.a {{ command = x, \"{Evil}\" = 1, ready.log = \"({Evil}\" }}"
            );
            string[][] commands =
            [
                [Bad],
                [$"--{Bad}"],
                ["run", Bad],
                ["--config", Bad],
                ["--config", $"bad.conf"],
                ["--config", $"key.conf"],
                ["--config", $"key.conf", "--json"],
                ["--set", Bad],
                ["--set", $"beacon.run.duration={Bad}"],
                ["--only", Bad],
                ["--results", Bad, "runs", "list"],
                ["plan", "--format", Bad],
                ["repeat", Bad],
                ["runs", Bad],
                ["runs", "show", Bad],
                ["runs", "logs", "--grep", Bad],
                ["runs", "list", "--name", Bad],
                ["runs", "list", "--since", Bad],
                ["runs", "list", "--outcome", Bad],
                ["runs", "compare", Bad, Bad],
                ["runs", "export", "last", "--format", Bad],
                ["runs", "prune", "--older-than", Bad],
                [Bad, "--json"],
            ];
            foreach (var command in commands)
                AssertHarmless(await PrintedByAsync(folder, command), string.Join(' ', command));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("verify", "--json")]
    [InlineData("run", "--plain")]
    [InlineData("run", "--json")]
    public async Task The_name_of_the_process_that_holds_a_port_is_harmless(params string[] command)
    {
        var folder = BeaconProcess.NewFolder();
        var port = Ports.Free();
        var name = Path.Combine(folder, "\e]52;c;eA==\a\u202e");
        File.CreateSymbolicLink(name, BeaconProcess.TestProgram);
        using var holder = Process.Start(new ProcessStartInfo(name, ["listen", $"{port}"]) { RedirectStandardOutput = true })!;
        try
        {
            await holder.StandardOutput.ReadLineAsync();
            File.WriteAllText(
                Path.Combine(folder, "plan.conf"),
                $"beacon.components.a {{ command = sleep, args = [1], requires {{ free-ports = [\"tcp:{port}\"] }} }}"
            );
            var printed = await PrintedByAsync(folder, [.. command, "--config", "plan.conf"]);
            AssertHarmless(printed, string.Join(' ', command));
            Assert.Contains($"{port}", printed.Text, StringComparison.Ordinal);
            Assert.Contains("52;c;eA==", printed.Text.Replace("�", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
        finally
        {
            holder.Kill();
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Exports_of_a_plan_are_not_broken_by_a_title()
    {
        var folder = BeaconProcess.NewFolder();
        try
        {
            File.WriteAllText(
                Path.Combine(folder, "plan.conf"),
                """
                beacon.components.a {
                  command = sleep
                  title = "\"]\nclick c_a href \"javascript:alert(1)\"\n<script>alert(1)</script>`**\\"
                }
                """
            );
            var mermaid = (await PrintedByAsync(folder, "plan", "--config", "plan.conf", "--format", "mermaid")).Text;
            Assert.Equal(2, mermaid.TrimEnd().Split('\n').Length);
            Assert.DoesNotContain("<script", mermaid, StringComparison.Ordinal);
            Assert.Equal(2, mermaid.Count(character => character == '"'));
            var dot = (await PrintedByAsync(folder, "plan", "--config", "plan.conf", "--format", "dot")).Text;
            Assert.Equal(3, dot.TrimEnd().Split('\n').Length);
            Assert.EndsWith("`**\\\\\"];", dot.Split('\n')[1], StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void AssertHarmless((string Text, int ExitCode) printed, string command)
    {
        Assert.True(printed.Text.Length > 0, $"{command} printed nothing");
        Assert.InRange(printed.ExitCode, 0, 5);
        var harmful = printed
            .Text.Replace("\r\n", "\n", StringComparison.Ordinal)
            .EnumerateRunes()
            .Where(rune => rune.Value is not ('\n' or '\t'))
            .Where(rune =>
                Rune.GetUnicodeCategory(rune)
                    is UnicodeCategory.Control
                        or UnicodeCategory.Format
                        or UnicodeCategory.LineSeparator
                        or UnicodeCategory.ParagraphSeparator
            )
            .Select(rune => $"U+{rune.Value:X4}")
            .Distinct()
            .ToList();
        Assert.True(harmful.Count == 0, $"{command} printed {string.Join(' ', harmful)}:\n{JsonSerializer.Serialize(printed.Text)}");
    }

    // Both streams as bytes: nothing between the program and the test takes a character away.
    private static async Task<(string Text, int ExitCode)> PrintedByAsync(string folder, params string[] args)
    {
        using var process = Process.Start(
            new ProcessStartInfo("sh", ["-c", "exec \"$@\" 2>&1", "sh", "env", "--default-signal", BeaconProcess.Program, .. args])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                StandardOutputEncoding = new UTF8Encoding(false, throwOnInvalidBytes: true),
            }
        )!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (text, process.ExitCode);
    }
}
