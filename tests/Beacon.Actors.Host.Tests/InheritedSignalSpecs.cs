using System.Runtime.InteropServices;

namespace Beacon.Actors.Host.Tests;

/// <summary><c>beacon</c> started by a parent that ignores or blocks signals: a script, nohup, a careless supervisor.</summary>
public class InheritedSignalSpecs
{
    private const string Status = "a { command = cat, args = [/proc/self/status], ends-run = on }";

    [Theory]
    [InlineData("launcher")]
    [InlineData("tools")]
    public async Task A_component_has_no_signal_ignored_or_blocked_whatever_its_supervisor_inherited(string engine)
    {
        using var beacon = BeaconProcess.StartPlanWithSignalsLost(Status, $"duration = infinite, engine = {engine}", "--follow");
        var lines = new List<string>();
        while (!lines.Exists(line => line.StartsWith("SigCgt", StringComparison.Ordinal)))
            lines.Add((await beacon.ExpectAsync("component_output", "a")).GetProperty("line").GetString()!);
        Assert.Equal(0, await beacon.ExitAsync());
        foreach (var field in (string[])["SigIgn", "SigBlk"])
            Assert.Equal($"{field}:\t0000000000000000", lines.Single(line => line.StartsWith(field, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("launcher")]
    [InlineData("tools")]
    [InlineData("portable")]
    public async Task A_supervisor_whose_parent_ignored_SIGCHLD_sees_exits_and_stops_on_SIGTERM(string engine)
    {
        using var beacon = BeaconProcess.StartPlanWithSignalsLost(
            """
            a { command = ${TESTPROGRAM}, args = [exit, "3"], depends-on = [b] }
            b { command = ${TESTPROGRAM}, args = [sleep], ready { log = sleeping } }
            """,
            $"duration = infinite, on-failure = continue, engine = {engine}"
        );
        await beacon.ExpectAsync("component_ready", "b");
        Assert.Equal(3, (await beacon.ExpectAsync("component_exited", "a")).GetProperty("exitCode").GetInt32());
        beacon.Signal(PosixSignal.SIGTERM);
        Assert.Equal(0, (await beacon.ExpectAsync("component_exited", "b")).GetProperty("exitCode").GetInt32());
        Assert.Equal(1, await beacon.ExitAsync());
        Assert.Empty(beacon.Survivors());
    }
}
