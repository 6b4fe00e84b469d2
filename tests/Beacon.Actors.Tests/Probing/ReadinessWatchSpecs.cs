using Beacon.Actors.Probing;
using Beacon.Actors.Scheduling;
using Beacon.Actors.TestKit;
using Beacon.Plans;
using Beacon.Processes;

namespace Beacon.Actors.Tests.Probing;

public class ReadinessWatchSpecs
{
    private readonly VirtualTime _time = new();
    private readonly BackgroundWork _work = new();

    [Theory]
    [InlineData(0.5)]
    [InlineData(1.5)]
    [InlineData(5)]
    public async Task A_check_that_needs_its_time_holds_at_last(double seconds)
    {
        Assert.True(await HoldsAsync(TimeSpan.FromSeconds(seconds), timeout: TimeSpan.FromSeconds(12)));
    }

    [Fact]
    public async Task A_check_that_needs_longer_than_the_timeout_does_not_hold()
    {
        Assert.False(await HoldsAsync(TimeSpan.FromSeconds(13), timeout: TimeSpan.FromSeconds(12)));
    }

    private async Task<bool> HoldsAsync(TimeSpan needed, TimeSpan timeout)
    {
        var ready = new Readiness { Probes = [Probes.TcpConnect("127.0.0.1:9")], Timeout = timeout };
        var component = RunPlan.Create("test").Add("a", c => c.Run("sleep")).Build().Components[0];
        var signs = new OutputSigns(component, _time, _ => { });
        var runner = new ProbeRunner(component, null!, signs, new SlowChecks(_time, needed), new FileMarks([]), _time, _work);
        var held = false;
        using var watch = new ReadinessWatch(ready, runner, _ => held = true);
        while (!held && _time.Elapsed < timeout)
        {
            while (!_work.IsNone)
                await Task.Yield();
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        return held;
    }

    private sealed class SlowChecks(VirtualTime time, TimeSpan needed) : IProbeFactory, IProbeCheck
    {
        public IProbeCheck Create(Probe probe, ComponentSpec component, IProcess process) => this;

        public async Task<ProbeResult> CheckAsync(CancellationToken cancellationToken)
        {
            await time.DelayAsync(needed, cancellationToken);
            return new ProbeResult(true, "answered");
        }
    }
}
