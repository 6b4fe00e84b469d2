using System.Runtime.InteropServices;

namespace Beacon.Actors.Host.Tests;

/// <summary>Runs of real programs that hang.</summary>
public class LivenessSpecs
{
    private const int SIGSTOP = 19;
    private const int SIGCONT = 18;
    private const string Often = "interval = 20ms, timeout = 100ms, failures = 2";

    [Fact]
    public async Task A_frozen_component_that_does_not_answer_its_liveness_check_is_killed()
    {
        var port = Ports.Free();
        using var beacon = BeaconProcess.StartPlan(
            $$"""
            a { command = ${TESTPROGRAM}, args = [http, "{{port}}", "200"], ready { log = serving }
                alive { http = "http://127.0.0.1:{{port}}/", {{Often}} } }
            """
        );
        var pid = (await beacon.ExpectAsync("component_starting", "a")).GetProperty("pid").GetInt32();
        await beacon.ExpectAsync("run_operational");
        BeaconProcess.SendSignal(pid, SIGSTOP);

        var cause = (await beacon.ExpectAsync("run_finished")).GetProperty("cause");
        Assert.Equal("not_alive", cause.GetProperty("kind").GetString());
        Assert.Contains("no answer within 100ms, 2 times in a row", cause.GetProperty("message").GetString());
        Assert.Equal(1, await beacon.ExitAsync());
        Assert.Equal("SIGKILL", beacon.RunJson.GetProperty("components")[0].GetProperty("signal").GetString());
        Assert.Empty(beacon.Survivors());
    }

    [Fact]
    public async Task A_frozen_component_whose_progress_counter_stands_still_is_restarted()
    {
        using var beacon = BeaconProcess.StartPlan(
            $$"""
            a { command = ${TESTPROGRAM}, args = [live], statistics { live = ["MD=(?<md>[0-9]+)"] }
                ready { progress { statistic = md, within = 5s } }, alive { progress { statistic = md, within = 1s } }
                restart { policy = on-failure, min-backoff = 0s } }
            """
        );
        var pid = (await beacon.ExpectAsync("component_starting", "a")).GetProperty("pid").GetInt32();
        await beacon.ExpectAsync("run_operational");
        BeaconProcess.SendSignal(pid, SIGSTOP);

        var problem = await beacon.ExpectAsync("problem", "a");
        Assert.Equal("not_alive", problem.GetProperty("kind").GetString());
        Assert.Contains("progress md within 1s: md stands at", problem.GetProperty("message").GetString());
        await beacon.ExpectAsync("component_starting", "a");
        await beacon.ExpectAsync("component_ready", "a");
        beacon.Signal(PosixSignal.SIGINT);
        Assert.Equal(130, await beacon.ExitAsync());
    }

    [Fact]
    public async Task A_component_that_burns_CPU_without_progress_is_killed()
    {
        using var beacon = BeaconProcess.StartPlan(
            """
            a { command = ${TESTPROGRAM}, args = [print, "MD=1", "MD=2", then, spin], ready { log = "MD=2" }
                statistics { live = ["MD=(?<md>[0-9]+)"] }, alive { progress { statistic = md, within = 300ms } } }
            """
        );
        Assert.Contains(
            "md stands at 2",
            (await beacon.ExpectAsync("run_finished")).GetProperty("cause").GetProperty("message").GetString()
        );
        Assert.Equal(1, await beacon.ExitAsync());
        Assert.Empty(beacon.Survivors());
    }

    [Fact]
    public async Task A_liveness_command_that_hangs_counts_as_a_failed_check()
    {
        using var beacon = BeaconProcess.StartPlan(
            $$"""
            beats { command = ${TESTPROGRAM}, args = [live], ready { log = MD }, alive { log = MD, interval = 2s } }
            silent { command = ${TESTPROGRAM}, args = [silent], alive { exec = [sleep, "1000"], {{Often}} } }
            """
        );
        var cause = (await beacon.ExpectAsync("run_finished")).GetProperty("cause");
        Assert.Equal("silent", cause.GetProperty("component").GetString());
        Assert.Contains("exec sleep 1000: no answer within 100ms", cause.GetProperty("message").GetString());
        Assert.Equal(1, await beacon.ExitAsync());
        Assert.Empty(beacon.Survivors());
    }

    [Fact]
    public async Task A_component_that_floods_its_output_is_not_blocked_and_passes_its_liveness_checks()
    {
        const int Lines = 3_000_000;
        using var beacon = BeaconProcess.StartPlan(
            $$"""
            a { command = ${TESTPROGRAM}, args = [flood, "{{Lines}}"], ends-run = on
                output { rotate-at = 10GiB }, statistics { live = ["^(?<lines>[0-9]+) x"] }
                alive { log = x, progress { statistic = lines, within = 2s }, interval = 200ms, failures = 10 } }
            """
        );
        Assert.Equal(0, await beacon.ExitAsync());
        Assert.Equal(Lines * 100L, new FileInfo(Path.Combine(beacon.Record, "logs/a.out.log")).Length);
    }

    [Fact]
    public async Task A_supervisor_that_was_itself_stopped_does_not_take_its_own_sleep_for_the_silence_of_a_component()
    {
        using var beacon = BeaconProcess.StartPlan(
            """
            a { command = ${TESTPROGRAM}, args = [live], statistics { live = ["MD=(?<md>[0-9]+)"] }
                alive { progress { statistic = md, within = 2s } } }
            """
        );
        await beacon.ExpectAsync("run_operational");
        await beacon.ExpectAsync("statistic");
        for (var time = 0; time < 2; time++)
        {
            // The length of the stop is what is tested: longer than the silence that is allowed, which a busy machine must not reach.
            BeaconProcess.SendSignal(beacon.Pid, SIGSTOP);
            await Task.Delay(TimeSpan.FromSeconds(3));
            BeaconProcess.SendSignal(beacon.Pid, SIGCONT);
            await beacon.ExpectAsync("statistic");
        }

        beacon.Signal(PosixSignal.SIGINT);
        Assert.Equal(130, await beacon.ExitAsync());
        Assert.DoesNotContain(beacon.Lines, line => line.Contains("not_alive", StringComparison.Ordinal));
    }
}
