using System.Text.Json;

namespace Beacon.Actors.Host.Tests;

/// <summary>Files and folders that users have by accident: dangling links, pipes, deleted folders, long names, wrong programs.</summary>
public sealed class FileFaultSpecs : IDisposable
{
    private readonly BeaconShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_dangling_link_on_PATH_is_passed_over()
    {
        _shell.WritePlan("a { command = tool, ends-run = on }");
        var (exitCode, output) = await _shell.RunAsync(
            "mkdir one two; ln -s nowhere one/tool; ln -s /bin/true two/tool; export PATH=$PWD/one:$PWD/two:$PATH\n"
                + "\"$BEACON\" verify --config plan.conf && \"$BEACON\" --config plan.conf"
        );
        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData("a { command = \"./tool\" }", "ln -s nowhere tool", "leads nowhere")]
    [InlineData("a { command = sleep, requires { files = [\"data\"] } }", "ln -s nowhere data", "there is no file")]
    [InlineData("a { command = \"./tool\" }", "ln -s tool tool", "leads nowhere")]
    [InlineData("a { command = sleep, cwd = \"there\" }", "ln -s nowhere there", "there is no folder")]
    [InlineData("a { command = \"./tool\" }", "mkfifo tool; chmod +x tool", "is not a regular file")]
    public async Task A_link_to_nothing_is_missing_and_named(string component, string make, string expected)
    {
        _shell.WritePlan(component);
        var (exitCode, output) = await _shell.RunAsync($"{make}; \"$BEACON\" verify --config plan.conf");
        Assert.Equal(3, exitCode);
        Assert.Contains(expected, output);
    }

    [Theory]
    [InlineData("printf '#!/no/such/interpreter\\n' > tool", "/no/such/interpreter")]
    [InlineData("printf '#!/bin/sh\\r\\nexit 0\\r\\n' > tool", "Windows line ends")]
    [InlineData("printf 'echo no shebang\\n' > tool", "#!")]
    [InlineData("printf '' > tool", "empty")]
    [InlineData(
        "head -c 4000 /bin/true | sed '1s/^.ELF...../\\x7fELF\\x02\\x01\\x01\\x00\\x00/' > tool; printf '\\x03\\x01' "
            + "| dd of=tool bs=1 seek=18 conv=notrunc 2>/dev/null",
        "another kind of processor"
    )]
    [InlineData("mkdir sub; printf '#!%s/sub\\n' $PWD > tool", "sub")]
    public async Task Verify_refuses_a_program_that_the_system_can_t_execute(string make, string expected)
    {
        _shell.WritePlan("a { command = \"./tool\" }");
        var (exitCode, output) = await _shell.RunAsync($"{make}; chmod +x tool; \"$BEACON\" verify --config plan.conf");
        Assert.Equal(3, exitCode);
        Assert.Contains(expected, output);
    }

    [Theory]
    [InlineData("printf '#!/bin/sh -e\\nexit 0\\n' > tool")]
    [InlineData("printf '#! /usr/bin/env sh\\nexit 0\\n' > tool")]
    [InlineData("printf '#!/bin/sh\\nexit 0\\n' > inner; chmod +x inner; printf '#!%s/inner\\n' $PWD > tool")]
    [InlineData("cp /bin/true tool")]
    public async Task Verify_passes_a_program_that_the_system_can_execute(string make)
    {
        _shell.WritePlan("a { command = \"./tool\", ends-run = on }");
        var (exitCode, output) = await _shell.RunAsync(
            $"{make}; chmod +x tool; \"$BEACON\" verify --config plan.conf && \"$BEACON\" --config plan.conf --quiet"
        );
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task Only_regular_files_among_the_required_ones_have_digests_and_none_is_waited_for()
    {
        _shell.WritePlan(
            "a { command = echo, ends-run = on, requires { files = [first, pipe, socket, \"/dev/zero\", \"/proc/kmsg\", last] } }"
        );
        var (exitCode, output) = await _shell.RunAsync(
            "echo 1 > first; echo 2 > last; mkfifo pipe; python3 -c \"import socket; socket.socket(socket.AF_UNIX).bind('socket')\"; "
                + "\"$BEACON\" --config plan.conf --quiet > out"
        );
        Assert.Equal((0, ""), (exitCode, output));
        var record = Assert.Single(Directory.GetDirectories(_shell.At("runs"), "2*"));
        var files = JsonDocument
            .Parse(File.ReadAllText(Path.Combine(record, "run.json")))
            .RootElement.GetProperty("environment")
            .GetProperty("files")
            .EnumerateArray()
            .ToDictionary(
                file => Path.GetFileName(file.GetProperty("path").GetString()!),
                file => file.GetProperty("sha256").ValueKind == JsonValueKind.String
            );
        Assert.True(files["first"] && files["last"] && files["echo"]);
        Assert.False(files["pipe"] || files["socket"] || files["zero"] || files["kmsg"]);
    }

    [Theory]
    [InlineData("verify --config ../plan.conf")]
    [InlineData("--config ../plan.conf")]
    [InlineData("runs list")]
    [InlineData("plan --config ../plan.conf")]
    [InlineData("repeat 2 --config ../plan.conf")]
    public async Task A_deleted_working_directory_is_named(string command)
    {
        _shell.WritePlan("a { command = echo, ends-run = on }");
        var (exitCode, output) = await _shell.RunAsync($"mkdir gone; cd gone; rmdir ../gone; \"$BEACON\" {command}");
        Assert.Equal(2, exitCode);
        Assert.Contains("the current directory was deleted", output);
        Assert.DoesNotContain("   at ", output);
    }

    [Fact]
    public async Task A_deleted_working_directory_does_not_matter_where_all_paths_are_absolute()
    {
        _shell.WritePlan("a { command = echo, ends-run = on }");
        var (exitCode, output) = await _shell.RunAsync(
            "P=$PWD; mkdir gone; cd gone; rmdir ../gone; \"$BEACON\" --config $P/plan.conf --results $P/runs --quiet; E=$?; ls $P/runs; "
                + "\"$BEACON\" runs list --results $P/runs || exit; exit $E"
        );
        Assert.True(exitCode == 0, output);
    }

    [Theory]
    [InlineData(">&-", 0)]
    [InlineData(">&- 2>&-", 0)]
    [InlineData("<&- >&- 2>&-", 0)]
    [InlineData("--json >&-", 0)]
    [InlineData("2>&-", 0)]
    public async Task A_run_with_closed_streams_ends_with_its_verdict(string redirection, int expected)
    {
        _shell.WritePlan("a { command = echo, args = [hello], ends-run = on }");
        var (exitCode, _) = await _shell.RunAsync(
            $"\"$BEACON\" --config plan.conf {redirection}; E=$?; grep -q completed runs/2*/run.json || exit 99; exit $E"
        );
        Assert.Equal(expected, exitCode);
        var record = Assert.Single(Directory.GetDirectories(_shell.At("runs"), "2*"));
        Assert.Equal("hello\n", File.ReadAllText(Path.Combine(record, "logs/a.out.log")));
    }

    [Theory]
    [InlineData("runs list >&-")]
    [InlineData("verify --config plan.conf >&-")]
    [InlineData("plan --config plan.conf >&-")]
    public async Task Another_command_with_a_closed_output_fails_without_a_stack_trace(string command)
    {
        _shell.WritePlan("a { command = echo, args = [hello], ends-run = on }");
        var (exitCode, output) = await _shell.RunAsync($"\"$BEACON\" --config plan.conf --quiet; \"$BEACON\" {command}");
        Assert.Equal(3, exitCode);
        Assert.DoesNotContain("   at ", output);
    }

    [Theory]
    [InlineData("components")]
    [InlineData("run")]
    public async Task A_name_too_long_for_the_files_made_from_it_is_refused(string where)
    {
        foreach (var (length, expected) in new[] { (248, 2), (201, 2), (200, 0) })
        {
            var name = new string('n', length);
            _shell.WritePlan(
                $"{(where == "components" ? name : "a")} {{ command = sh, args = [\"-c\", \"echo hello\"], ends-run = on }}",
                where == "run" ? $"name = {name}" : ""
            );
            var (exitCode, output) = await _shell.RunAsync(
                "\"$BEACON\" verify --config plan.conf; [ $? = "
                    + expected
                    + " ] || exit 9; \"$BEACON\" --config plan.conf; E=$?; "
                    + "[ $E != 0 ] || { \"$BEACON\" runs logs | grep hello && \"$BEACON\" runs prune --keep 0; } || exit 8; exit $E"
            );
            Assert.True(exitCode == expected, output);
            if (expected != 0)
                Assert.Contains("200", output);
        }
    }

    [Theory]
    [InlineData("{record}")]
    [InlineData("a{run-id}b")]
    [InlineData("{duration}")]
    [InlineData("{component}")]
    [InlineData("{recrod}")]
    public async Task A_folder_whose_name_looks_like_a_placeholder_is_not_expanded(string name)
    {
        Directory.CreateDirectory(_shell.At(name));
        File.WriteAllText(
            _shell.At($"{name}/plan.conf"),
            """
            beacon { run { name = x, duration = infinite }
              components { a { command = "./tool", args = ["{config-dir}", "{component}"], env { E = "{config-dir}/x" }, ends-run = on,
                ready { file = "./made" } } } }
            """
        );
        File.WriteAllText(_shell.At($"{name}/tool"), "#!/bin/sh\npwd; echo \"$1\" \"$2\" \"$E\"; touch made; sleep 0.3\n");
        var (exitCode, output) = await _shell.RunAsync(
            $"chmod +x '{name}/tool'; cd '{name}'; \"$BEACON\" verify --config plan.conf && \"$BEACON\" --config plan.conf --quiet && "
                + "\"$BEACON\" runs logs | cut -d' ' -f5-"
        );
        Assert.True(exitCode == 0, output);
        var record = Assert.Single(Directory.GetDirectories(_shell.At($"{name}/runs"), "2*"));
        Assert.Equal(
            $"{_shell.At(name)}\n{_shell.At(name)} a {_shell.At(name)}/x\n",
            File.ReadAllText(Path.Combine(record, "logs/a.out.log"))
        );
    }
}
