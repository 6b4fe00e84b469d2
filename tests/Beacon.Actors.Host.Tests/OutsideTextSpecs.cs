namespace Beacon.Actors.Host.Tests;

/// <summary>What the system and programs say, as the user reads it.</summary>
public class OutsideTextSpecs
{
    [Fact]
    public async Task An_argument_that_is_too_long_for_the_kernel_is_the_cause_that_is_told()
    {
        using var beacon = BeaconProcess.StartPlan($"a {{ command = sleep, args = [\"{new string('1', 140_000)}\"] }}");
        var problem = await beacon.ExpectProblemAsync("could_not_start");
        Assert.Contains("Argument list too long", problem.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, await beacon.ExitAsync());
    }

    [Fact]
    public async Task An_exec_probe_that_the_kernel_can_not_execute_says_so()
    {
        using var beacon = BeaconProcess.StartPlan(
            "a { command = sleep, args = [60], ready { exec = [\"./probe\"], timeout = 2s, interval = 200ms } }"
        );
        var probe = Path.Combine(beacon.Folder, "probe");
        File.WriteAllText(probe, "no shebang");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(probe, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var problem = await beacon.ExpectProblemAsync("not_ready");
        Assert.Contains("xec format error", problem.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, await beacon.ExitAsync());
    }

    [Fact]
    public async Task A_byte_order_mark_hides_the_first_line_neither_from_a_pattern_nor_from_the_statistics()
    {
        using var beacon = BeaconProcess.StartPlan(
            """
            a {
              command = sh, args = ["-c", "printf '\\357\\273\\277{\"orders\": 5}\\n'; sleep 0.2"], ends-run = on
              ready { log = "^{" }, statistics { format = json, live = ["^.\"orders\": (?<n>[0-9]+)"] }
            }
            """
        );
        await beacon.ExpectAsync("component_ready");
        Assert.Equal(0, await beacon.ExitAsync());
        Assert.Equal(
            [("orders", 5), ("n", 5)],
            beacon
                .RunJson.GetProperty("statistics")
                .EnumerateArray()
                .Select(statistic => (statistic.GetProperty("name").GetString(), statistic.GetProperty("value").GetDouble()))
        );
        Assert.Equal(0xEF, File.ReadAllBytes(Path.Combine(beacon.Record, "logs", "a.out.log"))[0]);
    }
}
