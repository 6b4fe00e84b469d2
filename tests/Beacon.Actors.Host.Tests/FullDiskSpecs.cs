namespace Beacon.Actors.Host.Tests;

/// <summary>
/// Runs whose results folder or standard output is full. A results folder is a small file system in a mount namespace of its own.
/// </summary>
public sealed class FullDiskSpecs : IDisposable
{
    private readonly string _folder = BeaconProcess.NewFolder();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_run_that_fills_the_disk_still_writes_its_verdict()
    {
        var output = await RunOnAsync("size=2m", "a { command = bash, args = [\"-c\", \"yes | head -c 20000000\"], ends-run = on }");
        Assert.Contains("exit 0", output);
        Assert.Contains("\"kind\":\"output_not_stored\"", output);
        Assert.Contains("\"outcome\": \"completed\"", output);
    }

    // What chatty prints to standard error fills what is left of the disk: console.log can't be written any more either.
    [Fact]
    public async Task A_run_on_a_full_disk_is_controlled_and_followed_as_any_other()
    {
        WritePlan(
            """
            api { command = sleep, args = [1000] }
            chatty { command = bash, args = ["-c", "yes | head -c 20000000; seq 1000000 >&2; exec sleep 1000"] }
            """
        );
        var output = await OnFileSystemAsync(
            "size=2m",
            "sh",
            "-c",
            """
            "$0" up --config plan.conf > id || exit 90
            "$0" logs -f chatty > followed & F=$!
            until grep -q output_not_stored runs/2*/events.ndjson || "$0" ps --json | grep -q '"problems":[1-9]'; do sleep 0.1; done
            "$0" ps | grep -c ready
            "$0" restart api; echo restart=$?
            "$0" stop; echo stop=$?
            wait $F; echo followed=$?
            """,
            BeaconProcess.Program
        );
        foreach (var expected in new[] { "2\n", "restart=0", "stop=0", "followed=0", "\"kind\": \"output_not_stored\"" })
            Assert.True(output.Contains(expected, StringComparison.Ordinal), output);
    }

    [Fact]
    public async Task A_read_only_results_folder_is_refused_and_nothing_is_started()
    {
        var output = await RunOnAsync("ro", "a { command = sleep, args = [100] }");
        Assert.Contains("exit 3", output);
        Assert.Contains("\"kind\":\"results_not_writable\"", output);
        Assert.DoesNotContain("component_starting", output);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--json")]
    [InlineData("--quiet")]
    public async Task A_run_whose_screen_output_can_t_be_written_ends_with_its_verdict_and_its_record(string option)
    {
        WritePlan("a { command = sh, args = [\"-c\", \"exit 7\"] }");
        var output = await ShellAsync(
            $"\"$0\" --config plan.conf {option} > /dev/full 2> errors; echo \"exit $?\"; cat errors runs/2*/run.json"
        );
        Assert.Contains("exit 1", output);
        Assert.Contains("beacon: standard output: No space left on device", output);
        Assert.Contains("\"outcome\": \"failed\"", output);
    }

    [Theory]
    [InlineData("runs list")]
    [InlineData("runs logs")]
    [InlineData("runs show last")]
    [InlineData("runs export last --format csv")]
    [InlineData("plan --config plan.conf")]
    public async Task A_command_whose_output_can_t_be_written_fails(string command)
    {
        WritePlan("a { command = echo, args = [hello], ends-run = on }");
        var output = await ShellAsync(
            $"\"$0\" --config plan.conf > run; echo \"run $?\"; \"$0\" {command} > /dev/full 2> errors; echo \"exit $?\"; cat errors"
        );
        Assert.Contains("run 0", output);
        Assert.Contains("exit 3", output);
        Assert.Contains("beacon: standard output: No space left on device", output);
    }

    private void WritePlan(string components) =>
        File.WriteAllText(
            Path.Combine(_folder, "plan.conf"),
            $"beacon {{\n run.duration = infinite\n components {{\n{components}\n}}\n}}\n"
        );

    private Task<string> ShellAsync(string script) => BeaconProcess.OutputOfAsync(_folder, "sh", "-c", script, BeaconProcess.Program);

    private Task<string> RunOnAsync(string options, string components)
    {
        WritePlan(components);
        return OnFileSystemAsync(options, BeaconProcess.Program, "--config", "plan.conf", "--json");
    }

    // A command whose results folder is on a file system of its own.
    private Task<string> OnFileSystemAsync(string options, params string[] command)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "runs"));
        const string Script = "mount -t tmpfs -o \"$1\" none runs && shift && { \"$@\"; echo \"exit $?\"; cat runs/2*/run.json; }";
        string[] words = ["--user", "--map-root-user", "--mount", "sh", "-c", Script, "sh", options, .. command];
        return BeaconProcess.OutputOfAsync(_folder, "unshare", words);
    }
}
