using System.Diagnostics;

namespace Beacon.Actors.Host.Tests;

/// <summary>Results folders that can't take a record, each a small file system of its own in a mount namespace.</summary>
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

    private async Task<string> RunOnAsync(string options, string components)
    {
        File.WriteAllText(Path.Combine(_folder, "plan.conf"), $"beacon {{\n run.duration = infinite\n components {{\n{components}\n}}\n}}\n");
        Directory.CreateDirectory(Path.Combine(_folder, "runs"));
        const string Script = "mount -t tmpfs -o \"$1\" none runs && shift && { \"$@\"; echo \"exit $?\"; cat runs/2*/run.json; }";
        using var shell = Process.Start(new ProcessStartInfo("unshare", ["--user", "--map-root-user", "--mount", "sh", "-c", Script, "sh", options, BeaconProcess.Program, "--config", "plan.conf", "--json"])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
        })!;
        return await shell.StandardOutput.ReadToEndAsync();
    }
}
