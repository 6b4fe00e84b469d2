namespace Beacon.Actors.Host.Tests;

/// <summary>Runs of real programs that fail at the worst moment.</summary>
public class EdgeCaseSpecs
{
    [Fact]
    public async Task A_component_that_exits_at_the_moment_of_its_readiness_is_the_cause_and_no_process_is_left()
    {
        using var beacon = BeaconProcess.StartPlan(
            """
            a { command = ${TESTPROGRAM}, args = [print, "up", then, exit, "3"], ready { log = up } }
            b { command = ${TESTPROGRAM}, args = [sleep], depends-on = [a] }
            """
        );
        var cause = (await beacon.ExpectAsync("run_finished")).GetProperty("cause");
        Assert.Equal(("a", "crashed"), (cause.GetProperty("component").GetString(), cause.GetProperty("kind").GetString()));
        Assert.Equal(1, await beacon.ExitAsync());
        Assert.Empty(beacon.Survivors());
    }

    [Fact]
    public async Task When_two_components_exit_together_one_is_the_cause_and_the_other_is_listed_as_a_consequence()
    {
        using var beacon = BeaconProcess.StartPlan(
            """
            a { command = ${TESTPROGRAM}, args = [print, "up", then, wait-for-file, "now", then, exit, "3"], ready { log = up } }
            b { command = ${TESTPROGRAM}, args = [print, "up", then, wait-for-file, "now", then, exit, "3"], ready { log = up } }
            """
        );
        await beacon.ExpectAsync("run_operational");
        File.WriteAllText(Path.Combine(beacon.Folder, "now"), "");
        Assert.Equal(1, await beacon.ExitAsync());

        var cause = beacon.RunJson.GetProperty("firstCause");
        var first = cause.GetProperty("component").GetString();
        var other = first == "a" ? "b" : "a";
        Assert.Contains(first, (string[])["a", "b"]);
        string[] later =
        [
            .. cause
                .GetProperty("followed")
                .EnumerateArray()
                .Concat(cause.GetProperty("onlyStopped").EnumerateArray())
                .Select(text => text.GetString()!),
        ];
        Assert.Contains(later, text => text.StartsWith(other, StringComparison.Ordinal));
        Assert.DoesNotContain(later, text => text.StartsWith(first!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_readiness_target_that_accepts_but_never_answers_fails_the_run_with_what_the_check_saw()
    {
        var port = Ports.Free();
        using var beacon = BeaconProcess.StartPlan(
            $$"""
            a { command = ${TESTPROGRAM}, args = [listen-deaf, "{{port}}"], ready { http = "http://127.0.0.1:{{port}}/", timeout = 2s } }
            """
        );
        var cause = (await beacon.ExpectAsync("run_finished")).GetProperty("cause");
        Assert.Equal("not_ready", cause.GetProperty("kind").GetString());
        Assert.Contains("no answer within 1s", cause.GetProperty("message").GetString());
        Assert.Equal(1, await beacon.ExitAsync());
        Assert.Empty(beacon.Survivors());
    }

    [Fact]
    public async Task A_liveness_target_that_accepts_but_never_answers_counts_as_hung()
    {
        var port = Ports.Free();
        using var beacon = BeaconProcess.StartPlan(
            $$"""
            a { command = ${TESTPROGRAM}, args = [listen-deaf, "{{port}}"], ready { tcp-listen = {{port}} }
                alive { http = "http://127.0.0.1:{{port}}/", interval = 20ms, timeout = 100ms, failures = 2 } }
            """
        );
        var cause = (await beacon.ExpectAsync("run_finished")).GetProperty("cause");
        Assert.Equal("not_alive", cause.GetProperty("kind").GetString());
        Assert.Contains("no answer within 100ms, 2 times in a row", cause.GetProperty("message").GetString());
        Assert.Equal(1, await beacon.ExitAsync());
    }

    [Fact]
    public async Task A_component_that_hangs_while_it_is_stopped_is_killed_and_its_liveness_is_no_longer_checked()
    {
        var port = Ports.Free();
        using var beacon = BeaconProcess.StartPlan(
            $$"""
            a { command = ${TESTPROGRAM}, args = [http, "{{port}}", "200", then, ignore], ready { log = serving }, stop { timeout = 500ms }
                alive { http = "http://127.0.0.1:{{port}}/", interval = 20ms, timeout = 100ms, failures = 2 } }
            """,
            "duration = 1ms"
        );
        var pid = (await beacon.ExpectAsync("component_starting", "a")).GetProperty("pid").GetInt32();
        await beacon.ExpectAsync("component_stopping", "a");
        BeaconProcess.SendSignal(pid, 19);
        Assert.Equal(0, await beacon.ExitAsync());
        Assert.DoesNotContain(beacon.Lines, line => line.Contains("not_alive"));
        Assert.Contains(beacon.Lines, line => line.Contains("component_killed"));
    }
}
