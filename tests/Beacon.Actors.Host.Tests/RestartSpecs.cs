using System.Runtime.InteropServices;

namespace Beacon.Actors.Host.Tests;

/// <summary>Real programs that end, and are started again by the real host.</summary>
public class RestartSpecs
{
    private const int SIGKILL = 9;

    [Fact]
    public async Task A_component_that_is_killed_comes_back_and_its_log_goes_on_in_the_same_file()
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
    public async Task Who_waits_to_take_over_is_not_let_go_by_the_end_of_the_supervisor()
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
    public async Task A_component_that_fails_twice_and_then_works_lets_the_run_complete()
    {
        using var beacon = BeaconProcess.StartPlan(
            "a { command = ${TESTPROGRAM}, args = [fail-first, \"2\", count, \"3\", then, sleep], ready { log = sleeping }, restart { policy = on-failure, min-backoff = 1ms } }",
            "duration = 100ms"
        );
        Assert.Equal(0, await beacon.ExitAsync());
        Assert.Equal(2, beacon.RunJson.GetProperty("components")[0].GetProperty("restarts").GetInt32());
        Assert.Equal(2, beacon.RunJson.GetProperty("problems").GetArrayLength());
    }

    [Fact]
    public async Task A_component_that_crashes_for_ever_is_given_up_and_named_as_the_cause()
    {
        using var beacon = BeaconProcess.StartPlan(
            "a { command = ${TESTPROGRAM}, args = [print, going, then, exit, \"3\"], restart { policy = always, min-backoff = 0s, max-restarts = 20 } }"
        );
        var cause = (await beacon.ExpectAsync("run_finished")).GetProperty("cause");
        Assert.Equal(("gave_up", "a"), (cause.GetProperty("kind").GetString(), cause.GetProperty("component").GetString()));
        Assert.Contains("given up after 20 restarts within 1m", cause.GetProperty("message").GetString());
        Assert.Contains("It last printed: \"going\", \"going\", \"going\".", cause.GetProperty("message").GetString());
        Assert.Equal(1, await beacon.ExitAsync());
        Assert.Equal(21, File.ReadAllLines(Path.Combine(beacon.Record, "logs/a.out.log")).Length);
    }

    [Fact]
    public async Task The_statistics_of_a_dead_incarnation_are_not_those_of_the_next()
    {
        using var beacon = BeaconProcess.StartPlan(
            """
            prints { command = ${TESTPROGRAM}, args = [statistics-now, then, fail-first, "1", count, "3", then, sleep], ready { log = sleeping }
                restart { policy = on-failure, min-backoff = 0s }, statistics { from = "FINAL STATISTICS" } }
            printed { command = sh, args = ["-c", "if [ -e second ]; then echo sleeping; exec sleep 1000; fi; touch second; printf 'FINAL STATISTICS\\nOrders: 5\\n'; exit 1"]
                ready { log = sleeping }, restart { policy = on-failure, min-backoff = 0s }, statistics { from = "FINAL STATISTICS" } }
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
    public async Task Nothing_of_an_incarnation_is_left_when_the_next_one_starts()
    {
        using var beacon = BeaconProcess.StartPlan(
            "a { command = ${TESTPROGRAM}, args = [fork-daemon, then, sleep], ready { log = sleeping }, restart { policy = on-failure, min-backoff = 0s } }"
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
    public async Task Dependents_start_again_after_the_component_that_they_depend_on()
    {
        using var beacon = BeaconProcess.StartPlan(
            """
            engine { command = ${TESTPROGRAM}, args = [sleep], ready { log = sleeping }, restart { policy = on-failure, min-backoff = 0s, dependents = restart } }
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
