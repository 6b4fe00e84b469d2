using System.Diagnostics;
using System.Runtime.InteropServices;
using Beacon.Actors.Host.Invocation;
using Beacon.Plans;

namespace Beacon.Actors.Host.Tests;

public class StopSignalSpecs
{
    private readonly ManualTime _time = new();
    private readonly List<UnixSignal> _exits = [];
    private readonly List<UnixSignal> _kills = [];

    [Fact]
    public void One_request_that_is_delivered_twice_kills_nothing()
    {
        using var signals = Running();
        signals.Receive(UnixSignal.SIGTERM);
        _time.Advance(TimeSpan.FromMilliseconds(299));
        signals.Receive(UnixSignal.SIGTERM);
        signals.Receive(UnixSignal.SIGINT);
        Assert.Empty(_kills);
        Assert.Equal(UnixSignal.SIGTERM, signals.First);
    }

    [Fact]
    public void A_second_request_kills()
    {
        using var signals = Running();
        signals.Receive(UnixSignal.SIGINT);
        _time.Advance(TimeSpan.FromMilliseconds(300));
        signals.Receive(UnixSignal.SIGTERM);
        Assert.Equal([UnixSignal.SIGTERM], _kills);
    }

    [Fact]
    public void In_a_series_a_SIGINT_that_is_delivered_twice_only_ends_the_series_after_the_current_run()
    {
        var endings = 0;
        using var signals = Running(isSeries: true);
        signals.LastRunRequested += () => endings++;
        signals.Receive(UnixSignal.SIGINT);
        signals.Receive(UnixSignal.SIGINT);
        Assert.Equal(1, endings);
        Assert.Empty(_kills);
    }

    [Fact]
    public void A_signal_before_the_first_run_ends_the_program()
    {
        using var signals = new StopSignals(isSeries: false, _time, _exits.Add);
        signals.Receive(UnixSignal.SIGINT);
        Assert.Equal([UnixSignal.SIGINT], _exits);
    }

    [Theory]
    [InlineData(PosixSignal.SIGINT, 130)]
    [InlineData(PosixSignal.SIGTERM, 143)]
    public async Task A_signal_ends_a_beacon_that_waits_for_a_file_of_its_plan(PosixSignal signal, int exitCode)
    {
        var folder = BeaconProcess.NewFolder();
        var fifo = Path.Combine(folder, "plan.conf");
        using (var making = Process.Start("mkfifo", fifo))
            await making.WaitForExitAsync();
        using var beacon = BeaconProcess.Start(folder, "--config", "plan.conf");

        // Returns once beacon has opened the other end, on which it waits for what is never written.
        await using var writing = await Task.Run(() => new FileStream(fifo, FileMode.Open, FileAccess.Write));
        beacon.Signal(signal);
        Assert.Equal(exitCode, await beacon.ExitAsync());
        Assert.Contains("before anything was started", beacon.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("launcher", "SIGTERM")]
    [InlineData("tools", "SIGINT")]
    [InlineData("portable", "SIGTERM")]
    [InlineData("portable", "SIGINT")]
    public async Task A_stopped_component_is_continued_so_that_it_can_handle_its_stop_signal(string engine, string stop)
    {
        using var beacon = BeaconProcess.StartPlan(
            $$"""
            a {
              command = sh
              args = ["-c", "trap 'exit 0' TERM INT; echo stopping; kill -STOP $$"]
              ready { log = stopping }
              stop { signal = {{stop}} }
            }
            """,
            $"duration = infinite, engine = {engine}",
            "--follow"
        );
        var pid = (await beacon.ExpectAsync("component_starting", "a")).GetProperty("pid").GetInt32();
        await beacon.ExpectAsync("run_operational");
        while (File.ReadAllText($"/proc/{pid}/stat").Split(") ")[1][0] != 'T')
            await Task.Yield();
        beacon.Signal(PosixSignal.SIGTERM);
        Assert.Equal(0, (await beacon.ExpectAsync("component_exited", "a")).GetProperty("exitCode").GetInt32());
        Assert.Equal(143, await beacon.ExitAsync());
        Assert.DoesNotContain(beacon.Lines, line => line.Contains("stop_ignored", StringComparison.Ordinal));
    }

    private StopSignals Running(bool isSeries = false)
    {
        var signals = new StopSignals(isSeries, _time, _exits.Add);
        signals.KillRequested += _kills.Add;
        signals.BeginRun();
        return signals;
    }

    private sealed class ManualTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Advance(TimeSpan by) => _now += by.Ticks;
    }
}
