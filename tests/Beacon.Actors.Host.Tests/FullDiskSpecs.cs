namespace Beacon.Actors.Host.Tests;

/// <summary>Results folders that can't take a record, each a small file system of its own in a mount namespace; and output that finds no room.</summary>
public sealed class FullDiskSpecs : IDisposable
{
    private readonly string _folder = BeaconProcess.NewFolder();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_disk_that_the_components_fill_still_takes_the_verdict()
    {
        var output = await RunOnAsync("size=2m", "a { command = bash, args = [\"-c\", \"yes | head -c 20000000\"], ends-run = on }");
        Assert.Contains("exit 0", output);
        Assert.Contains("\"kind\":\"output_not_stored\"", output);
        Assert.Contains("\"outcome\": \"completed\"", output);
    }

    [Fact]
    public async Task A_results_folder_that_may_only_be_read_is_told_and_nothing_is_started()
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
    public async Task A_run_whose_output_finds_no_room_goes_on_to_its_verdict_and_its_record(string option)
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
    public async Task What_finds_no_room_for_its_answer_does_not_succeed(string command)
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
        Directory.CreateDirectory(Path.Combine(_folder, "runs"));
        const string Script = "mount -t tmpfs -o \"$1\" none runs && shift && { \"$@\"; echo \"exit $?\"; cat runs/2*/run.json; }";
        return BeaconProcess.OutputOfAsync(
            _folder,
            "unshare",
            "--user",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            Script,
            "sh",
            options,
            BeaconProcess.Program,
            "--config",
            "plan.conf",
            "--json"
        );
    }
}
