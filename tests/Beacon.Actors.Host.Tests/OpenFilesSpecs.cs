namespace Beacon.Actors.Host.Tests;

public class OpenFilesSpecs
{
    [Fact]
    public async Task A_plan_that_needs_more_open_files_than_this_user_may_have_is_refused_before_the_start()
    {
        var folder = BeaconProcess.NewFolder();
        var components = string.Concat(Enumerable.Range(0, 30).Select(number => $"c{number} {{ command = sleep, args = [60] }}\n"));
        File.WriteAllText(Path.Combine(folder, "plan.conf"), $"beacon.components {{ {components} }}");

        var output = await BeaconProcess.OutputOfAsync(
            folder,
            "sh",
            "-c",
            $"ulimit -Sn 180; ulimit -Hn 180; {BeaconProcess.Program} run 1 --config plan.conf 2>&1; echo \"exit code $?\""
        );

        Assert.Contains("this user may open 180 files, and a run of 30 components needs 415", output);
        Assert.Contains("exit code 3", output);
    }

    [Theory]
    [InlineData("verify", 3)]
    [InlineData("runs list", 3)]
    public async Task Closed_standard_streams_are_no_defect(string command, int exitCode)
    {
        var folder = BeaconProcess.NewFolder();
        File.WriteAllText(Path.Combine(folder, "plan.conf"), "beacon.components.a { command = sleep, args = [60] }");
        var line = command == "verify" ? $"verify --config {folder}/plan.conf" : $"{command} --results {folder}";
        var script = $"({BeaconProcess.Program} {line} >&-) 2> error; echo $?; cat error";
        Assert.StartsWith($"{exitCode}\n", await BeaconProcess.OutputOfAsync(folder, "sh", "-c", script));
    }
}
