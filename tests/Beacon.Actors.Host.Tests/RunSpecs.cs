using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Beacon.Actors.Host.Tests;

/// <summary>Runs of real programs by the real host.</summary>
[Collection(DemoPorts.Name)]
public class RunSpecs
{
    [Fact]
    public async Task The_demo_plan_trades_and_its_run_completes()
    {
        var folder = BeaconProcess.NewFolder();
        using var beacon = BeaconProcess.Start(folder, "2", "--json");
        await beacon.ExpectAsync("run_operational");
        Assert.Equal(0, await beacon.ExitAsync());

        var statistics = beacon.RunJson.GetProperty("statistics").EnumerateArray().ToList();
        foreach (var name in new[] { "Market Data Received", "Orders Sent", "Fills Received" })
            Assert.Contains(
                statistics,
                statistic => statistic.GetProperty("name").GetString() == name && statistic.GetProperty("value").GetDouble() > 0
            );
        Assert.Equal(3, beacon.RunJson.GetProperty("components").GetArrayLength());
        Assert.All(
            beacon.RunJson.GetProperty("components").EnumerateArray(),
            component => Assert.True(component.GetProperty("maxRssBytes").GetInt64() > 0)
        );
        Assert.Empty(beacon.Survivors());
    }

    [Theory]
    [InlineData("matching-engine")]
    [InlineData("algorithm")]
    [InlineData("market-data")]
    public async Task A_component_of_the_demo_that_is_killed_is_named_as_the_cause(string victim)
    {
        using var beacon = BeaconProcess.Start(BeaconProcess.NewFolder(), "30", "--json");
        var pid = (await beacon.ExpectAsync("component_starting", victim)).GetProperty("pid").GetInt32();
        await beacon.ExpectAsync("run_operational");
        BeaconProcess.SendSignal(pid, 9);
        var finished = await beacon.ExpectAsync("run_finished");
        Assert.Equal(victim, finished.GetProperty("cause").GetProperty("component").GetString());
        Assert.Equal(1, await beacon.ExitAsync());
    }

    [Fact]
    public async Task A_component_that_exits_before_it_is_ready_fails_the_run_and_is_named_as_the_cause()
    {
        using var beacon = BeaconProcess.StartPlan(
            "a { command = ${TESTPROGRAM}, args = [stderr, broken, then, exit, \"3\"], ready { log = ready } }"
        );
        var finished = await beacon.ExpectAsync("run_finished");
        Assert.Contains("exited with code 3 before it was ready", finished.GetProperty("cause").GetProperty("message").GetString());
        Assert.Equal(1, await beacon.ExitAsync());
        var component = beacon.RunJson.GetProperty("components")[0];
        Assert.Equal(3, component.GetProperty("exitCode").GetInt32());
        Assert.Equal(JsonValueKind.Null, component.GetProperty("signal").ValueKind);
        Assert.Equal("broken", component.GetProperty("lastLines")[0].GetString());
    }

    [Fact]
    public async Task A_component_that_never_gets_ready_fails_the_run_and_the_cause_says_what_its_readiness_check_saw()
    {
        using var beacon = BeaconProcess.StartPlan(
            "a { command = ${TESTPROGRAM}, args = [never-ready], ready { log = ready, timeout = 300ms } }"
        );
        var cause = (await beacon.ExpectAsync("run_finished")).GetProperty("cause");
        Assert.Equal("not_ready", cause.GetProperty("kind").GetString());
        Assert.Contains("log /ready/: no line has matched", cause.GetProperty("message").GetString());
        Assert.Equal(1, await beacon.ExitAsync());
    }

    [Fact]
    public async Task A_component_that_crashes_in_mid_run_fails_the_run_and_the_cause_names_its_signal()
    {
        using var beacon = BeaconProcess.StartPlan(
            """
            a { command = sleep, args = ["1000"] }
            b { command = ${TESTPROGRAM}, args = [sleep], depends-on = [a], ready { log = sleeping } }
            """
        );
        var pid = (await beacon.ExpectAsync("component_starting", "a")).GetProperty("pid").GetInt32();
        await beacon.ExpectAsync("run_operational");
        BeaconProcess.SendSignal(pid, 11);

        Assert.Equal("SIGSEGV", (await beacon.ExpectAsync("component_exited", "a")).GetProperty("signal").GetString());
        var cause = (await beacon.ExpectAsync("run_finished")).GetProperty("cause");
        Assert.Equal("a", cause.GetProperty("component").GetString());
        Assert.Matches(
            "^a was ended by SIGSEGV \\(segmentation fault.*\\), .* after it was ready\\..* Only stopped: b\\.$",
            cause.GetProperty("message").GetString()
        );
        Assert.Equal(1, await beacon.ExitAsync());
        Assert.Equal($"{cause.GetProperty("message")}", beacon.RunJson.GetProperty("cause").GetProperty("message").GetString());
        Assert.Empty(beacon.Survivors());
    }

    [Fact]
    public async Task A_component_that_exits_with_0_before_the_end_of_the_run_fails_the_run()
    {
        using var beacon = BeaconProcess.StartPlan("a { command = ${TESTPROGRAM}, args = [print, bye] }");
        Assert.Equal("exited_early", (await beacon.ExpectAsync("run_finished")).GetProperty("cause").GetProperty("kind").GetString());
        Assert.Equal(1, await beacon.ExitAsync());
    }

    [Fact]
    public async Task A_component_that_crashes_while_it_is_stopped_is_a_problem_but_does_not_fail_the_run()
    {
        using var beacon = BeaconProcess.StartPlan(
            "a { command = ${TESTPROGRAM}, args = [die-while-stopping, \"9\"] }",
            "duration = 300ms"
        );
        await beacon.ExpectProblemAsync("abnormal_stop");
        Assert.Equal(0, await beacon.ExitAsync());
    }

    [Fact]
    public async Task A_component_that_ignores_its_stop_signal_is_killed_and_the_run_completes()
    {
        using var beacon = BeaconProcess.StartPlan(
            "a { command = ${TESTPROGRAM}, args = [ignore], ready { log = ignoring }, stop { timeout = 200ms } }",
            "duration = 100ms"
        );
        await beacon.ExpectProblemAsync("stop_ignored");
        Assert.Equal("SIGKILL", (await beacon.ExpectAsync("component_exited", "a")).GetProperty("signal").GetString());
        Assert.Equal(0, await beacon.ExitAsync());
        Assert.True(beacon.RunJson.GetProperty("components")[0].GetProperty("killed").GetBoolean());
        Assert.Empty(beacon.Survivors());
    }

    [Fact]
    public async Task A_daemon_that_left_the_session_of_its_component_is_killed_at_the_end_of_the_run()
    {
        using var beacon = BeaconProcess.StartPlan(
            "a { command = ${TESTPROGRAM}, args = [fork-daemon, then, sleep], ready { log = sleeping } }"
        );
        await beacon.ExpectAsync("run_operational");
        Assert.Equal(2, beacon.Survivors().Count);
        beacon.Signal(PosixSignal.SIGTERM);
        Assert.Equal(143, await beacon.ExitAsync());
        Assert.Empty(beacon.Survivors());
    }

    [Fact]
    public async Task A_line_of_fifty_megabytes_is_stored_completely()
    {
        using var beacon = BeaconProcess.StartPlan("a { command = ${TESTPROGRAM}, args = [long-line, \"50000000\"], ends-run = on }");
        Assert.Equal(0, await beacon.ExitAsync());
        Assert.Equal(50_000_001, new FileInfo(Path.Combine(beacon.Record, "logs/a.out.log")).Length);
    }

    [Fact]
    public async Task A_flood_of_output_is_stored_completely_and_in_order()
    {
        const int Lines = 300_000;
        using var beacon = BeaconProcess.StartPlan($"a {{ command = ${{TESTPROGRAM}}, args = [flood, \"{Lines}\"], ends-run = on }}");
        Assert.Equal(0, await beacon.ExitAsync());
        var number = 0;
        foreach (var line in File.ReadLines(Path.Combine(beacon.Record, "logs/a.out.log")))
        {
            number++;
            Assert.Equal(99, line.Length);
            Assert.Contains($"{number}", line);
        }

        Assert.Equal(Lines, number);
    }

    [Fact]
    public async Task Invalid_UTF_8_is_stored_unchanged_and_shown_with_replacement_characters()
    {
        using var beacon = BeaconProcess.StartPlan(
            "a { command = ${TESTPROGRAM}, args = [invalid-utf8], ends-run = on }",
            "duration = infinite",
            "--follow"
        );
        Assert.Contains("\uFFFD", (await beacon.ExpectAsync("component_output", "a")).GetProperty("line").GetString());
        Assert.Equal(0, await beacon.ExitAsync());
        Assert.Throws<DecoderFallbackException>(() =>
            new UTF8Encoding(false, true).GetString(File.ReadAllBytes(Path.Combine(beacon.Record, "logs/a.out.log")))
        );
        Assert.DoesNotContain("component_output", File.ReadAllText(Path.Combine(beacon.Record, "events.ndjson")));
    }

    [Fact]
    public async Task A_component_that_prints_nothing_has_empty_logs_and_a_problem_about_missing_statistics()
    {
        using var beacon = BeaconProcess.StartPlan(
            "a { command = ${TESTPROGRAM}, args = [silent], statistics { from = FINAL } }",
            "duration = 200ms"
        );
        Assert.Equal("no_statistics", (await beacon.ExpectAsync("problem", "a")).GetProperty("kind").GetString());
        Assert.Equal(0, await beacon.ExitAsync());
        Assert.Equal(0, new FileInfo(Path.Combine(beacon.Record, "logs/a.out.log")).Length);
    }

    [Fact]
    public async Task Output_that_a_child_process_holds_open_is_drained_until_the_timeout_and_then_reported()
    {
        using var beacon = BeaconProcess.StartPlan(
            "a { command = ${TESTPROGRAM}, args = [hold-pipe, \"/nonexistent/file\"], ends-run = on }",
            "duration = infinite, drain-timeout = 300ms"
        );
        Assert.Equal("output_held_open", (await beacon.ExpectAsync("problem", "a")).GetProperty("kind").GetString());
        Assert.Equal(0, await beacon.ExitAsync());
        Assert.Empty(beacon.Survivors());
    }

    [Fact]
    public async Task A_component_leads_a_session_and_a_process_group_of_its_own()
    {
        using var beacon = BeaconProcess.StartPlan(
            "a { command = ${TESTPROGRAM}, args = [pgid], ends-run = on }",
            "duration = infinite",
            "--follow"
        );
        var pid = (await beacon.ExpectAsync("component_starting", "a")).GetProperty("pid").GetInt32();
        var line = (await beacon.ExpectAsync("component_output", "a")).GetProperty("line").GetString();
        Assert.Contains($"pgid={pid} sid={pid}", line);
        await beacon.ExitAsync();
    }

    [Theory]
    [InlineData("line-buffered")]
    [InlineData("pty")]
    public async Task Output_that_a_pipe_would_delay_arrives_line_by_line_with_an_output_mode(string mode)
    {
        using var beacon = BeaconProcess.StartPlan(
            $$"""
            a { command = sh, args = ["-c", "exec grep --line-buffered x"], enabled = off }
            b { command = awk, args = ["BEGIN { print \"first\"; while (1) ; }"], output { mode = {{mode}} }, ready { log = first } }
            """,
            "duration = 100ms"
        );
        await beacon.ExpectAsync("component_ready", "b");
        Assert.Equal(0, await beacon.ExitAsync());
    }

    [Theory]
    [InlineData(PosixSignal.SIGINT, 130)]
    [InlineData(PosixSignal.SIGTERM, 143)]
    [InlineData(PosixSignal.SIGHUP, 129)]
    public async Task A_signal_stops_an_operational_run_gracefully_and_the_record_is_complete(PosixSignal signal, int exitCode)
    {
        using var beacon = BeaconProcess.StartPlan("a { command = ${TESTPROGRAM}, args = [sleep], ready { log = sleeping } }");
        await beacon.ExpectAsync("run_operational");
        beacon.Signal(signal);
        Assert.Equal(0, (await beacon.ExpectAsync("component_exited", "a")).GetProperty("exitCode").GetInt32());
        Assert.Equal(exitCode, await beacon.ExitAsync());
        Assert.Equal("interrupted", beacon.RunJson.GetProperty("outcome").GetString());
        Assert.Empty(beacon.Survivors());
    }

    [Fact]
    public async Task A_signal_during_the_start_interrupts_the_run_before_later_components_start()
    {
        using var beacon = BeaconProcess.StartPlan(
            """
            a { command = ${TESTPROGRAM}, args = [never-ready], ready { log = ready, timeout = 1h } }
            b { command = ${TESTPROGRAM}, args = [sleep], depends-on = [a] }
            """
        );
        await beacon.ExpectAsync("component_starting", "a");
        beacon.Signal(PosixSignal.SIGINT);
        Assert.Equal(130, await beacon.ExitAsync());
        Assert.Equal(JsonValueKind.Null, beacon.RunJson.GetProperty("components")[1].GetProperty("pid").ValueKind);
        Assert.Empty(beacon.Survivors());
    }

    [Fact]
    public async Task A_second_signal_kills_all_components_and_the_exit_code_is_that_of_the_first_signal()
    {
        using var beacon = BeaconProcess.StartPlan(
            """
            a { command = ${TESTPROGRAM}, args = [ignore], ready { log = ignoring }, stop { timeout = 1h } }
            b { command = ${TESTPROGRAM}, args = [ignore], depends-on = [a], ready { log = ignoring }, stop { timeout = 1h } }
            """
        );
        await beacon.ExpectAsync("run_operational");
        beacon.Signal(PosixSignal.SIGINT);
        await beacon.ExpectAsync("component_stopping", "b");
        await beacon.SignalAgainAsync(PosixSignal.SIGTERM);
        Assert.Equal(130, await beacon.ExitAsync());
        Assert.Empty(beacon.Survivors());
    }

    [Fact]
    public async Task The_screen_shows_which_components_a_second_signal_kills()
    {
        var folder = BeaconProcess.NewFolder();
        File.WriteAllText(
            Path.Combine(folder, "plan.conf"),
            """
            beacon {
              run.duration = infinite
              components {
                a { command = ${TESTPROGRAM}, args = [sleep], ready { log = sleeping } }
                b { command = ${TESTPROGRAM}, args = [ignore], depends-on = [a], ready { log = ignoring }, stop { timeout = 1h } }
              }
            }
            """
        );
        using var beacon = BeaconProcess.Start(folder, "--config", "plan.conf");
        await beacon.ExpectLineAsync("operational");
        beacon.Signal(PosixSignal.SIGINT);
        await beacon.ExpectLineAsync("b sent SIGTERM");
        await beacon.SignalAgainAsync(PosixSignal.SIGTERM);
        await beacon.ExpectLineAsync("! second signal, SIGTERM: killing all running components");
        await beacon.ExpectLineAsync("a sent SIGKILL");
        Assert.Equal(130, await beacon.ExitAsync());
        Assert.Contains(beacon.Lines, line => line.Contains("✗ b was ended by SIGKILL", StringComparison.Ordinal));
        Assert.DoesNotContain(
            beacon.Lines,
            line => line.Contains("✓", StringComparison.Ordinal) && line.Contains("was ended", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_port_that_a_child_process_listens_on_makes_its_component_ready()
    {
        var port = Ports.Free();
        using var beacon = BeaconProcess.StartPlan(
            $"a {{ command = ${{TESTPROGRAM}}, args = [listen-in-child, \"{port}\"], ready {{ tcp-listen = {port} }} }}",
            "duration = 100ms"
        );
        await beacon.ExpectAsync("component_ready", "a");
        Assert.Equal(0, await beacon.ExitAsync());
    }

    [Fact]
    public async Task A_component_with_several_probes_is_ready_when_all_of_them_succeed()
    {
        var port = Ports.Free();
        using var beacon = BeaconProcess.StartPlan(
            $$"""
            a { command = ${TESTPROGRAM}, args = [http, "{{port}}", "200"]
                ready { tcp-listen = {{port}}, tcp-connect = "127.0.0.1:{{port}}", http = "http://127.0.0.1:{{port}}/", log = serving
                        exec = ["touch", "made"], file = "made", after = 10ms } }
            """,
            "duration = 100ms"
        );
        var probe = (await beacon.ExpectAsync("component_ready", "a")).GetProperty("probe").GetString()!;
        foreach (var kind in new[] { "tcp-listen", "tcp-connect", "http", "log", "exec", "file", "after" })
            Assert.Contains(kind, probe);
        Assert.Equal(0, await beacon.ExitAsync());
    }

    [Fact]
    public async Task Final_statistics_are_read_from_the_output_that_a_program_prints_while_it_stops()
    {
        using var beacon = BeaconProcess.StartPlan(
            "a { command = ${TESTPROGRAM}, args = [statistics], statistics { from = \"FINAL STATISTICS\" } }",
            "duration = 500ms"
        );
        Assert.True((await beacon.ExpectAsync("statistic", "a")).GetProperty("final").GetBoolean());
        Assert.Equal(0, await beacon.ExitAsync());
        Assert.NotEqual(0, beacon.RunJson.GetProperty("statistics").GetArrayLength());
    }

    [Theory]
    [InlineData("launcher")]
    [InlineData("tools")]
    public async Task All_components_of_a_killed_supervisor_are_killed_and_the_next_run_reports_the_stale_run(string engine)
    {
        var folder = BeaconProcess.NewFolder();
        File.WriteAllText(
            Path.Combine(folder, "plan.conf"),
            $$"""
            beacon {
              run { duration = infinite, engine = {{engine}} }
              components {
                daemon { command = ${TESTPROGRAM}, args = [fork-daemon, then, sleep], ready { log = sleeping } }
                stubborn { command = ${TESTPROGRAM}, args = [ignore], ready { log = ignoring } }
                jobs { command = sh, args = ["-c", "trap '' TERM; sleep 1000 & wait"] }
              }
            }
            """
        );
        using (var killed = BeaconProcess.Start(folder, "--config", "plan.conf", "--json"))
        {
            await killed.ExpectAsync("run_operational");
            Assert.NotEmpty(killed.Survivors());
            await killed.KillAsync();
            Assert.Empty(killed.Survivors());
            killed.KeepsFolder = true;
        }

        using var next = BeaconProcess.Start(folder, "1", "--config", "plan.conf", "--json", "--only", "daemon");
        var problem = await next.ExpectAsync("problem");
        Assert.Equal("stale_run", problem.GetProperty("kind").GetString());
        await next.ExpectAsync("run_finished");
        await next.ExitAsync();
        Assert.False(Directory.Exists(Path.Combine(folder, "runs/.running")));
    }

    [Fact]
    public async Task A_stop_command_stops_its_component()
    {
        using var beacon = BeaconProcess.StartPlan(
            """
            a {
              command = sh
              args = ["-c", "trap '' TERM; echo up; while [ ! -e {record}/stopped ]; do sleep 0.02; done; echo stopped by command"]
              ready { log = up }
              stop { command = [sh, "-c", "kill -0 $BEACON_PID && touch {record}/stopped"], timeout = 60s }
              finishes-itself = on
            }
            """,
            "duration = 100ms, finish-timeout = 1ms"
        );
        Assert.Equal("completed", (await beacon.ExpectAsync("run_finished")).GetProperty("outcome").GetString());
        Assert.Contains("stopped by command", File.ReadAllText(Path.Combine(beacon.Record, "logs/a.out.log")));
    }

    [Fact]
    public async Task A_stop_command_that_fails_is_reported_and_the_stop_signal_is_sent_instead()
    {
        using var beacon = BeaconProcess.StartPlan(
            """
            a { command = ${TESTPROGRAM}, args = [sleep], ready { log = sleeping }, stop { command = [sh, "-c", "exit 5"], timeout = 60s } }
            """,
            "duration = 100ms"
        );
        var problem = await beacon.ExpectAsync("problem");
        Assert.Equal("stop_command_failed", problem.GetProperty("kind").GetString());
        Assert.Contains("exit code 5; SIGTERM was sent instead", problem.GetProperty("message").GetString());
        Assert.Equal(0, await beacon.ExitAsync());
    }
}
