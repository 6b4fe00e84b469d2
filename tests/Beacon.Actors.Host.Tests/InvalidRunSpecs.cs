using System.Text.Json;

namespace Beacon.Actors.Host.Tests;

/// <summary>Runs that complete with problems that make their numbers unreliable.</summary>
[Collection(DemoPorts.Name)]
public class InvalidRunSpecs
{
    [Fact]
    public async Task A_demo_run_that_loses_datagrams_in_a_small_receive_buffer_is_not_comparable()
    {
        // With recovery, up to 64 answers at a time fill a second socket, which may lose some as well.
        using var beacon = StartDemo(receiveBuffer: 4096, recovery: "none");
        Assert.Equal(0, await beacon.ExitAsync());
        var problem = Assert.Single(ProblemsOf(beacon));
        Assert.Equal(
            ("datagrams_lost", "algorithm"),
            (problem.GetProperty("kind").GetString(), problem.GetProperty("component").GetString())
        );
        Assert.Matches(
            "^algorithm lost data: [0-9,]+ datagrams dropped by the kernel at 239\\.255\\.0\\.1:12345, "
                + "receive buffer 8,192 bytes; try SO_RCVBUF .* net\\.core\\.rmem_max",
            problem.GetProperty("message").GetString()
        );
        Assert.Equal(problem.GetProperty("message").GetString(), Assert.Single(NotComparable(beacon)));
    }

    [Fact]
    public async Task A_demo_run_at_full_rate_with_a_large_receive_buffer_is_comparable()
    {
        using var beacon = StartDemo(receiveBuffer: 4 * 1024 * 1024, recovery: "127.0.0.1:12346");
        Assert.Equal(0, await beacon.ExitAsync());
        Assert.Empty(ProblemsOf(beacon));
        Assert.Empty(NotComparable(beacon));
    }

    [Fact]
    public async Task A_full_TCP_queue_is_reported_for_the_sender_and_for_the_peer_that_does_not_read()
    {
        var port = Ports.Free();
        using var beacon = BeaconProcess.StartPlan(
            $$"""
            deaf { command = ${TESTPROGRAM}, args = [listen-deaf, "{{port}}"], ready { tcp-listen = {{port}} } }
            flood { command = ${TESTPROGRAM}, args = [flood-tcp, "{{port}}"], depends-on = [deaf] }
            """,
            "duration = infinite, sample-interval = 200ms"
        );
        await beacon.ExpectAsync("run_operational");
        var components = new List<string?>();
        while (components.Count < 2)
            components.Add((await beacon.ExpectProblemAsync("queue_full")).GetProperty("component").GetString());

        Assert.Equal(["deaf", "flood"], components.Order());
        beacon.Signal(System.Runtime.InteropServices.PosixSignal.SIGTERM);
        Assert.Equal(143, await beacon.ExitAsync());
    }

    [Fact]
    public async Task A_sample_interval_that_costs_too_much_CPU_time_is_widened_with_a_problem()
    {
        using var beacon = BeaconProcess.StartPlan(
            "a { command = ${TESTPROGRAM}, args = [sleep] }",
            "duration = infinite, sample-interval = 10ms"
        );
        var problem = await beacon.ExpectProblemAsync("sampling_widened");
        Assert.Contains("keeps it within 0.3 %", problem.GetProperty("message").GetString());
        beacon.Signal(System.Runtime.InteropServices.PosixSignal.SIGTERM);
        await beacon.ExitAsync();
    }

    private static string SampleData => Path.Combine(Path.GetDirectoryName(BeaconProcess.Program)!, "data/sample.itch");

    private static BeaconProcess StartDemo(int receiveBuffer, string recovery) =>
        BeaconProcess.Start(
            BeaconProcess.NewFolder(),
            "2",
            "--json",
            "--set",
            "beacon.components.algorithm.args="
                + $$"""["--receive-buffer", "{{receiveBuffer}}", "--recovery", "{{recovery}}", """
                + """ "239.255.0.1", "12345", "127.0.0.1", "9000", "{duration}"]""",
            "--set",
            $$"""beacon.components.market-data.args=["--speed", "0", "{{SampleData}}"]""",
            "--set",
            "beacon.components.market-data.finishes-itself=on"
        );

    private static IEnumerable<JsonElement> ProblemsOf(BeaconProcess beacon) => beacon.RunJson.GetProperty("problems").EnumerateArray();

    private static IEnumerable<string?> NotComparable(BeaconProcess beacon) =>
        beacon.RunJson.GetProperty("notComparable").EnumerateArray().Select(reason => reason.GetString());
}
