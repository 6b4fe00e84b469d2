using System.Runtime.InteropServices;

namespace Beacon.Actors.Host.Tests;

/// <summary>Runs of real programs that exit and are restarted.</summary>
public class RestartSpecs
{
    private const int SIGKILL = 9;

    [Fact]
    public async Task A_killed_component_is_restarted_and_its_output_is_appended_to_the_same_log()
    {
        using var beacon = BeaconProcess.StartPlan(
            "a { command = ${TESTPROGRAM}, args = [sleep], ready { log = sleeping }, restart { policy = on-failure, min-backoff = 0s } }"
        );
        var first = (await beacon.ExpectAsync("component_starting", "a")).GetProperty("pid").GetInt32();
        await beacon.ExpectAsync("run_operational");
        BeaconProcess.SendSignal(first, SIGKILL);

        var restarting = await beacon.ExpectAsync("component_restarting", "a");
        Assert.Equal((1, 0), (restarting.GetProperty("attempt").GetInt32(), restarting.GetProperty("delayMs").GetInt32()));
        var starting = await beacon.ExpectAsync("component_starting", "a");
        Assert.Equal(2, starting.GetProperty("incarnation").GetInt32());
        Assert.NotEqual(first, starting.GetProperty("pid").GetInt32());
        await beacon.ExpectAsync("component_ready", "a");

        beacon.Signal(PosixSignal.SIGINT);
        Assert.Equal(130, await beacon.ExitAsync());
        Assert.Equal("sleeping\nsleeping\nstopping\n", File.ReadAllText(Path.Combine(beacon.Record, "logs/a.out.log")));
        Assert.Equal(1, beacon.RunJson.GetProperty("components")[0].GetProperty("restarts").GetInt32());
        Assert.Empty(beacon.Survivors());
    }

    [Fact]
    public async Task A_prepared_successor_process_is_killed_with_the_supervisor_before_it_executes_its_program()
    {
        using var beacon = BeaconProcess.StartPlan(
            "a { command = ${TESTPROGRAM}, args = [sleep], ready { log = sleeping }, restart { policy = on-failure, min-backoff = 0s } }"
        );
        await beacon.ExpectAsync("run_operational");
        Assert.True(SpinWait.SpinUntil(() => beacon.Survivors().Count == 2, TimeSpan.FromSeconds(60)));

        await beacon.KillAsync();
        Assert.Equal("sleeping\n", File.ReadAllText(Path.Combine(beacon.Record, "logs/a.out.log")));
        Assert.Empty(beacon.Survivors());
    }

    [Fact]
    public async Task A_component_that_fails_twice_and_then_works_does_not_fail_the_run()
    {
        using var beacon = BeaconProcess.StartPlan(
            """
            a { command = ${TESTPROGRAM}, args = [fail-first, "2", count, "3", then, sleep], ready { log = sleeping }
                restart { policy = on-failure, min-backoff = 1ms } }
            """,
            "duration = 100ms"
        );
        Assert.Equal(0, await beacon.ExitAsync());
        Assert.Equal(2, beacon.RunJson.GetProperty("components")[0].GetProperty("restarts").GetInt32());
        Assert.Equal(2, beacon.RunJson.GetProperty("problems").GetArrayLength());
    }

    [Fact]
    public async Task A_component_that_keeps_crashing_is_given_up_and_named_as_the_cause()
    {
        using var beacon = BeaconProcess.StartPlan(
            """
            a { command = ${TESTPROGRAM}, args = [print, going, then, exit, "3"]
                restart { policy = always, min-backoff = 0s, max-restarts = 20 } }
            """
        );
        var cause = (await beacon.ExpectAsync("run_finished")).GetProperty("cause");
        Assert.Equal(("gave_up", "a"), (cause.GetProperty("kind").GetString(), cause.GetProperty("component").GetString()));
        Assert.Contains("given up after 20 restarts within 1m", cause.GetProperty("message").GetString());
        Assert.Contains("It last printed: \"going\", \"going\", \"going\".", cause.GetProperty("message").GetString());
        Assert.Equal(1, await beacon.ExitAsync());
        Assert.Equal(21, File.ReadAllLines(Path.Combine(beacon.Record, "logs/a.out.log")).Length);
    }

    [Fact]
    public async Task Statistics_of_an_earlier_incarnation_are_not_reported_for_the_last_one()
    {
        using var beacon = BeaconProcess.StartPlan(
            """
            prints { command = ${TESTPROGRAM}, args = [statistics-now, then, fail-first, "1", count, "3", then, sleep]
                ready { log = sleeping }, restart { policy = on-failure, min-backoff = 0s }, statistics { from = "FINAL STATISTICS" } }
            printed { command = sh, ready { log = sleeping }
                args = ["-c", "[ -e second ] && echo sleeping && exec sleep 1000; : > second; echo FINAL STATISTICS; echo Orders: 5; false"]
                restart { policy = on-failure, min-backoff = 0s }, statistics { from = "FINAL STATISTICS" } }
            """,
            "duration = 100ms"
        );
        Assert.Equal(0, await beacon.ExitAsync());
        Assert.NotEmpty(beacon.RunJson.GetProperty("statistics").EnumerateArray());
        Assert.All(
            beacon.RunJson.GetProperty("statistics").EnumerateArray(),
            statistic => Assert.Equal("prints", statistic.GetProperty("component").GetString())
        );
        Assert.Contains(
            beacon.RunJson.GetProperty("problems").EnumerateArray(),
            problem =>
                problem.GetProperty("message").GetString()
                == "no statistics of printed: its last incarnation printed none; it was ended by SIGTERM before it could print them"
        );
    }

    [Fact]
    public async Task All_processes_of_an_incarnation_are_gone_before_the_next_one_starts()
    {
        using var beacon = BeaconProcess.StartPlan(
            """
            a { command = ${TESTPROGRAM}, args = [fork-daemon, then, sleep], ready { log = sleeping }
                restart { policy = on-failure, min-backoff = 0s } }
            """
        );
        var first = (await beacon.ExpectAsync("component_starting", "a")).GetProperty("pid").GetInt32();
        await beacon.ExpectAsync("run_operational");
        Assert.Equal(2, beacon.Members().Count);
        BeaconProcess.SendSignal(first, SIGKILL);
        await beacon.ExpectAsync("component_starting", "a");
        await beacon.ExpectAsync("component_ready", "a");

        Assert.Equal(2, beacon.Members().Count);
        beacon.Signal(PosixSignal.SIGINT);
        await beacon.ExitAsync();
        Assert.Empty(beacon.Survivors());
    }

    [Fact]
    public async Task Dependents_are_restarted_after_the_component_that_they_depend_on()
    {
        using var beacon = BeaconProcess.StartPlan(
            """
            engine { command = ${TESTPROGRAM}, args = [sleep], ready { log = sleeping }
                restart { policy = on-failure, min-backoff = 0s, dependents = restart } }
            algo { command = ${TESTPROGRAM}, args = [sleep], ready { log = sleeping }, depends-on = [engine] }
            """
        );
        var engine = (await beacon.ExpectAsync("component_starting", "engine")).GetProperty("pid").GetInt32();
        await beacon.ExpectAsync("run_operational");
        BeaconProcess.SendSignal(engine, SIGKILL);

        Assert.Equal("engine", (await beacon.ExpectAsync("component_restarting", "algo")).GetProperty("dependency").GetString());
        await beacon.ExpectAsync("component_exited", "algo");
        await beacon.ExpectAsync("component_starting", "engine");
        await beacon.ExpectAsync("component_ready", "engine");
        Assert.Equal(2, (await beacon.ExpectAsync("component_starting", "algo")).GetProperty("incarnation").GetInt32());
        await beacon.ExpectAsync("component_ready", "algo");
        beacon.Signal(PosixSignal.SIGINT);
        Assert.Equal(130, await beacon.ExitAsync());
        Assert.Empty(beacon.Survivors());
    }
}
