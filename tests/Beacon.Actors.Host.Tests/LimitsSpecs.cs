using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Beacon.Actors.Host.Tests;

/// <summary>Limits of memory and cores, for components and for the supervisor.</summary>
public class LimitsSpecs
{
    [Fact]
    public async Task A_component_that_needs_more_memory_than_its_limit_fails_the_run_as_out_of_memory()
    {
        using var beacon = BeaconProcess.StartPlan(
            "a { command = ${TESTPROGRAM}, args = [allocate, \"400\"], ready { log = allocated }, limits { memory = 200MiB } }"
        );
        var code = await beacon.ExitAsync();
        if (code == 3)
        {
            // This user can't limit memory on this machine, so that nothing was started.
            Assert.Contains("beacon.components.a.limits.memory: this user may not limit memory on this machine", beacon.Error);
            Assert.Contains("systemd-run --user --scope -p Delegate=yes", beacon.Error);
            return;
        }

        Assert.Equal(1, code);
        var cause = beacon.RunJson.GetProperty("cause");
        Assert.Equal("crashed", cause.GetProperty("kind").GetString());
        Assert.Contains(
            "out of memory: it needed more than its limits.memory of 200MiB, and the kernel killed it",
            cause.GetProperty("message").GetString()
        );
        Assert.True(beacon.RunJson.GetProperty("components")[0].GetProperty("outOfMemory").GetBoolean());
    }

    [Fact]
    public async Task A_component_within_its_memory_limit_runs_normally()
    {
        using var beacon = BeaconProcess.StartPlan(
            "a { command = ${TESTPROGRAM}, args = [allocate, \"100\"], ready { log = allocated }, limits { memory = 400MiB } }",
            "duration = 100ms"
        );
        Assert.Contains(await beacon.ExitAsync(), (int[])[0, 3]);
    }

    [Fact]
    public async Task The_cores_of_the_supervisor_are_limited_without_limiting_its_components()
    {
        var mine = CoresOf(Environment.ProcessId, Environment.ProcessId);
        using var beacon = BeaconProcess.StartPlan(
            """
            a { command = ${TESTPROGRAM}, args = [sleep] }
            b { command = ${TESTPROGRAM}, args = [sleep], depends-on = [a], limits { cpu = [0] } }
            """,
            "duration = infinite, cpu = [0]"
        );
        var a = (await beacon.ExpectAsync("component_starting", "a")).GetProperty("pid").GetInt32();
        var b = (await beacon.ExpectAsync("component_starting", "b")).GetProperty("pid").GetInt32();
        await beacon.ExpectAsync("run_operational");

        Assert.Equal((mine, "0"), (CoresOf(a, a), CoresOf(b, b)));
        var threads = Directory.GetDirectories($"/proc/{beacon.Pid}/task").Select(Path.GetFileName).Select(int.Parse!).ToList();
        Assert.True(threads.Count > 5);
        foreach (var cores in threads.Select(thread => CoresOf(beacon.Pid, thread)).Where(cores => cores is not null))
            Assert.Contains(cores, (string?[])["0", mine]);
        Assert.Equal("0", CoresOf(beacon.Pid, beacon.Pid));
        Assert.True(
            threads.Count(thread => CoresOf(beacon.Pid, thread) == mine) <= 1,
            "only the spawner thread may have the cores of the component that it started last"
        );
        beacon.Signal(PosixSignal.SIGTERM);
        await beacon.ExitAsync();
    }

    // Only with a nice value for which it takes root do they have the core for themselves while other programs are busy too: theirs and,
    // where the kernel schedules by autogroups, that of their groups.
    [RootFact]
    public async Task Two_busy_components_that_share_a_core_are_reported_by_name()
    {
        using var beacon = BeaconProcess.StartPlan(
            """
            first { command = sh, args = ["-c", "while :; do :; done"], limits { cpu = [0], nice = -19 } }
            second { command = sh, args = ["-c", "while :; do :; done"], limits { cpu = [0], nice = -19 } }
            """,
            "duration = infinite, sample-interval = 200ms"
        );
        var message = (await beacon.ExpectProblemAsync("cores_shared")).GetProperty("message").GetString();
        Assert.Matches(@"^first \([0-9]+ %\) and second \([0-9]+ %\) are pinned to core 0 and want more of it than there is", message);
        beacon.Signal(PosixSignal.SIGTERM);
        Assert.Equal(143, await beacon.ExitAsync());
        Assert.Contains(
            beacon.RunJson.GetProperty("problems").EnumerateArray(),
            problem => problem.GetProperty("message").GetString() == message
        );
        Assert.DoesNotContain(beacon.RunJson.GetProperty("notComparable").EnumerateArray(), reason => reason.GetString() == message);
    }

    [Theory]
    [InlineData(
        "a { command = ${TESTPROGRAM}, limits { cpu = [0, 1000] } }",
        "duration = 1s",
        "beacon.components.a.limits.cpu: there is no core 1000"
    )]
    [InlineData("a { command = ${TESTPROGRAM} }", "duration = 1s, cpu = [1001]", "beacon.run.cpu: there is no core 1001")]
    public async Task A_core_that_the_machine_does_not_have_is_refused_before_anything_starts(string components, string run, string message)
    {
        using var beacon = BeaconProcess.StartPlan(components, run);
        Assert.Equal(3, await beacon.ExitAsync());
        Assert.Contains(message, beacon.Error);
    }

    [Fact]
    public async Task A_run_without_privileges_and_with_a_hidden_proc_completes_and_measures_its_own_processes()
    {
        // As in a hardened container: an unprivileged user, no writable cgroup, other users' processes and pressure information hidden.
        if (OperatingSystem.IsWindows() || Environment.UserName != "root")
            return;
        var folder = BeaconProcess.NewFolder();
        File.SetUnixFileMode(folder, (UnixFileMode)0b1_111_111_111);
        File.WriteAllText(
            Path.Combine(folder, "plan.conf"),
            $$"""
            beacon {
              run { duration = 1s, sample-interval = 200ms }
              components { a { command = "{{BeaconProcess.TestProgram}}", args = [burn, "0.3", then, sleep] } }
            }
            """
        );
        var start = new ProcessStartInfo(
            "unshare",
            [
                "--mount",
                "sh",
                "-c",
                "mount -t proc -o hidepid=2 proc /proc && mount -t tmpfs none /proc/pressure; "
                    + "exec setpriv --reuid 65534 --regid 65534 --clear-groups \"$@\"",
                "sh",
                BeaconProcess.Program,
                "--config",
                "plan.conf",
                "--json",
            ]
        )
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, $"{await output}\n{await error}");

        var record = Assert.Single(Directory.GetDirectories(Path.Combine(folder, "runs"), "2*"));
        using var run = JsonDocument.Parse(File.ReadAllText(Path.Combine(record, "run.json")));
        Assert.True(run.RootElement.GetProperty("components")[0].GetProperty("cpuSeconds").GetDouble() >= 0.25);
        var machine = File.ReadAllLines(Path.Combine(record, "machine.csv"));
        Assert.True(machine.Length > 2);
        Assert.EndsWith(",,,", machine[^1], StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    private static string? CoresOf(int pid, int thread)
    {
        try
        {
            const string Key = "Cpus_allowed_list:";
            return File.ReadLines($"/proc/{pid}/task/{thread}/status")
                .Single(line => line.StartsWith(Key, StringComparison.Ordinal))[Key.Length..]
                .Trim();
        }
        catch (IOException)
        {
            return null;
        }
    }
}
