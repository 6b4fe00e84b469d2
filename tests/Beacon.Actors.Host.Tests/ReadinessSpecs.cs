using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace Beacon.Actors.Host.Tests;

/// <summary>Readiness checks of real programs.</summary>
public class ReadinessSpecs
{
    [Fact]
    public async Task A_readiness_command_that_needs_more_than_a_second_is_waited_for()
    {
        using var beacon = BeaconProcess.StartPlan(
            """a { command = ${TESTPROGRAM}, args = [sleep], ready { exec = ["sh", "-c", "sleep 1.5"], timeout = 60s } }""",
            "duration = 100ms"
        );
        await beacon.ExpectAsync("component_ready", "a");
        Assert.Equal(0, await beacon.ExitAsync());
    }

    [Fact]
    public async Task A_readiness_command_that_fails_is_quoted()
    {
        using var beacon = BeaconProcess.StartPlan(
            """
            a { command = ${TESTPROGRAM}, args = [sleep]
                ready { exec = ["sh", "-c", "echo 'database is locked' >&2; exit 7"], timeout = 4s } }
            """
        );
        var cause = (await beacon.ExpectAsync("run_finished")).GetProperty("cause");
        Assert.Contains("exit code 7: database is locked", cause.GetProperty("message").GetString());
        Assert.Equal(1, await beacon.ExitAsync());
    }

    [Fact]
    public async Task A_file_that_an_earlier_run_has_left_makes_no_component_ready()
    {
        var folder = BeaconProcess.NewFolder();
        File.WriteAllText(Path.Combine(folder, "server.pid"), "4711");
        using var beacon = BeaconProcess.StartPlan(
            $$"""
            a { command = ${TESTPROGRAM}, args = [sleep], ready { file = "{{folder}}/server.pid", timeout = 300ms } }
            """
        );
        var cause = (await beacon.ExpectAsync("run_finished")).GetProperty("cause");
        Assert.Contains("it is older than the program's start", cause.GetProperty("message").GetString());
        Assert.Equal(1, await beacon.ExitAsync());
    }

    [Theory]
    [InlineData("127.0.0.1", "0.0.0.0")]
    [InlineData("127.0.0.1", "::ffff:127.0.0.1")]
    [InlineData("127.0.0.1", "::")]
    [InlineData("[::1]", "::")]
    public async Task An_address_is_served_by_a_socket_that_covers_it(string wanted, string bound)
    {
        var port = Ports.Free();
        using var beacon = BeaconProcess.StartPlan(
            $$"""
            a { command = ${TESTPROGRAM}, args = [listen, "{{port}}", "{{bound}}", then, bind-udp, "{{port}}", "{{bound}}"]
                ready { tcp-listen = "{{wanted}}:{{port}}", udp-bound = "{{wanted}}:{{port}}" } }
            """,
            "duration = 100ms"
        );
        await beacon.ExpectAsync("component_ready", "a");
        Assert.Equal(0, await beacon.ExitAsync());
    }

    [CapabilityFact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_program_that_this_user_may_not_look_into_is_not_taken_for_one_that_does_not_listen()
    {
        var (folder, port) = (BeaconProcess.NewFolder(), Ports.Free());
        var program = Path.Combine(folder, "server");
        File.Copy(CapabilityFactAttribute.Perl, program);
        using (var setting = Process.Start(CapabilityFactAttribute.SetCapabilities, ["cap_net_bind_service+ep", program]))
            await setting.WaitForExitAsync();
        var script = $"use IO::Socket::INET; $s = IO::Socket::INET->new(Listen => 5, LocalAddr => '127.0.0.1:{port}') or die; sleep 1000";
        using var beacon = BeaconProcess.StartPlanAsNobody(
            $$"""
            a { command = ./server, args = ["-e", "{{script}}"]
                ready { tcp-listen = "127.0.0.1:{{port}}" }, alive { tcp-listen = {{port}}, interval = 20ms, failures = 1 } }
            """,
            "duration = 500ms",
            folder
        );
        Assert.NotNull((await beacon.ExpectAsync("run_started")).GetProperty("limitation").GetString());
        await beacon.ExpectAsync("component_ready", "a");
        Assert.Equal(0, await beacon.ExitAsync());
    }

    [Fact]
    public async Task A_component_that_listens_elsewhere_is_named_with_what_it_listens_on()
    {
        var (wanted, bound) = (Ports.Free(), Ports.Free());
        using var beacon = BeaconProcess.StartPlan(
            $$"""
            a { command = ${TESTPROGRAM}, args = [listen, "{{bound}}", "127.0.0.1"], ready { tcp-listen = {{wanted}}, timeout = 1500ms } }
            """
        );
        var cause = (await beacon.ExpectAsync("run_finished")).GetProperty("cause");
        Assert.Contains(
            $"none of its processes listens on {wanted}; they listen on 127.0.0.1:{bound}",
            cause.GetProperty("message").GetString()
        );
        Assert.Equal(1, await beacon.ExitAsync());
    }

    [Fact]
    public async Task A_component_whose_port_another_program_holds_is_told_which_one()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var port = ((IPEndPoint)holder.LocalEndpoint).Port;
        using var beacon = BeaconProcess.StartPlan(
            $$"""
            a { command = ${TESTPROGRAM}, args = [sleep], ready { tcp-listen = {{port}}, timeout = 1500ms } }
            """
        );
        var cause = (await beacon.ExpectAsync("run_finished")).GetProperty("cause");
        Assert.Matches(
            $"none of its processes listens on {port}; .*\\(pid {Environment.ProcessId}\\)(, .*)? does",
            cause.GetProperty("message").GetString()
        );
        Assert.Equal(1, await beacon.ExitAsync());
    }

    [Theory]
    [InlineData("ready { log = sleeping, timeout = 366d, interval = 366d }")]
    [InlineData("ready { log = sleeping }, stop { timeout = 366d }")]
    [InlineData("ready { log = sleeping }, alive { tcp-connect = \"127.0.0.1:1\", interval = 366d, timeout = 366d, failures = 9 }")]
    [InlineData("ready { log = sleeping }, alive { file = \"/\", after = 366d }")]
    [InlineData("ready { exec = [\"true\"], timeout = 366d, interval = 366d }")]
    [InlineData("ready { log = sleeping }, restart { policy = on-failure, min-backoff = 366d, max-backoff = 366d, stable-after = 366d }")]
    public async Task Every_duration_of_a_component_may_be_as_long_as_the_manual_says(string keys)
    {
        using var beacon = BeaconProcess.StartPlan($$"""a { command = ${TESTPROGRAM}, args = [sleep], {{keys}} }""", "duration = 100ms");
        Assert.Equal(0, await beacon.ExitAsync());
        Assert.Equal("completed", beacon.RunJson.GetProperty("outcome").GetString());
    }

    [Theory]
    [InlineData("duration = 366d")]
    [InlineData("duration = infinite, start-timeout = 366d, finish-timeout = 366d, drain-timeout = 366d, sample-interval = 366d")]
    public async Task Every_duration_of_a_run_may_be_as_long_as_the_manual_says(string run)
    {
        using var beacon = BeaconProcess.StartPlan("a { command = ${TESTPROGRAM}, args = [sleep], ready { log = sleeping } }", run);
        await beacon.ExpectAsync("run_operational");
        beacon.Signal(System.Runtime.InteropServices.PosixSignal.SIGINT);
        Assert.Equal(130, await beacon.ExitAsync());
    }
}
