using System.Runtime.InteropServices;

namespace Beacon.Actors.Host.Tests;

/// <summary>Runs with the engine for systems other than Linux.</summary>
public class PortableEngineSpecs
{
    private const string Portable = "duration = infinite, engine = portable";

    [Fact]
    public async Task A_run_with_the_portable_engine_restarts_a_component_and_has_a_complete_record()
    {
        var port = Ports.Free();
        using var beacon = BeaconProcess.StartPlan(
            $$"""
            server { command = ${TESTPROGRAM}, args = [listen, "{{port}}"], ready { tcp-connect = "127.0.0.1:{{port}}" } }
            client { command = ${TESTPROGRAM}, args = [fail-first, "1", "{config-dir}/count", "3", then, print, "done"]
                     depends-on = [server], ends-run = on, restart { policy = on-failure, min-backoff = 0s } }
            """,
            Portable
        );
        await beacon.ExpectAsync("component_restarting", "client");
        Assert.Equal("completed", (await beacon.ExpectAsync("run_finished")).GetProperty("outcome").GetString());
        Assert.Equal(0, await beacon.ExitAsync());
        Assert.Equal("done\n", await File.ReadAllTextAsync(Path.Combine(beacon.Record, "logs/client.out.log")));
        Assert.Contains("listening\n", await File.ReadAllTextAsync(Path.Combine(beacon.Record, "logs/server.out.log")));
        Assert.Empty(beacon.Survivors());
    }

    [Fact]
    public async Task With_the_portable_engine_a_component_that_ignores_its_stop_signal_is_killed_and_the_run_completes()
    {
        using var beacon = BeaconProcess.StartPlan(
            "a { command = ${TESTPROGRAM}, args = [ignore], ready { log = ignoring }, stop { timeout = 200ms } }",
            "duration = 1ms, engine = portable"
        );
        await beacon.ExpectAsync("component_killed", "a");
        Assert.Equal(0, await beacon.ExitAsync());
        Assert.Equal("SIGKILL", beacon.RunJson.GetProperty("components")[0].GetProperty("signal").GetString());
    }

    [Fact]
    public async Task Ctrl_C_stops_a_run_with_the_portable_engine_gracefully()
    {
        using var beacon = BeaconProcess.StartPlan("a { command = ${TESTPROGRAM}, args = [sleep], ready { log = sleeping } }", Portable);
        await beacon.ExpectAsync("run_operational");
        beacon.Signal(PosixSignal.SIGINT);
        Assert.Equal(130, await beacon.ExitAsync());
        Assert.Equal("sleeping\nstopping\n", await File.ReadAllTextAsync(Path.Combine(beacon.Record, "logs/a.out.log")));
    }

    [Fact]
    public async Task A_plan_that_the_portable_engine_can_t_run_is_refused_with_every_key_before_anything_starts()
    {
        using var beacon = BeaconProcess.StartPlan("a { command = sleep, ready { tcp-listen = 9000 }, output { mode = pty } }", Portable);
        Assert.Equal(3, await beacon.ExitAsync());
        Assert.Contains(
            "beacon.components.a.ready.tcp-listen = 9000: the portable engine can't see whose port that is; use tcp-connect",
            beacon.Error
        );
        Assert.Contains("beacon.components.a.output.mode = pty", beacon.Error);
        Assert.DoesNotContain(beacon.Lines, line => line.Contains("component_starting"));
    }
}
