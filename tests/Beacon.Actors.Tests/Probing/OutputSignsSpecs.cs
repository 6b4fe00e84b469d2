using System.Collections.Concurrent;
using Beacon.Actors.Probing;
using Beacon.Plans;
using Beacon.Processes;

namespace Beacon.Actors.Tests.Probing;

public class OutputSignsSpecs
{
    [Fact]
    public async Task A_heartbeat_whose_pattern_is_given_up_is_unknown_and_no_hang()
    {
        var heartbeat = new LogProbe(new OutputPattern(@"^(a+)+\1$|tick"), null);
        var reported = new ConcurrentQueue<ProcessEvent>();
        var signs = new OutputSigns(ComponentWith(heartbeat), TimeProvider.System, reported.Enqueue);
        var check = new HeartbeatCheck(heartbeat, signs);
        Assert.False((await check.CheckAsync(CancellationToken.None)).IsUnknown);

        var line = new OutputLine(OutputStream.Stdout, new string('a', 4000) + "!");
        signs.Read(new OutputBatch([.. Enumerable.Repeat(line, PatternMatcher.TimeoutsAtMost)], 0));
        while (reported.IsEmpty)
            await Task.Delay(1);

        Assert.Equal(new PatternTooSlow("alive.log", heartbeat.Pattern, IsGivenUp: true), Assert.Single(reported));
        var result = await check.CheckAsync(CancellationToken.None);
        Assert.False(result.Holds);
        Assert.True(result.IsUnknown);
    }

    [Fact]
    public void A_heartbeat_that_backtracks_goes_on_with_the_engine_that_does_not()
    {
        var heartbeat = new LogProbe(new OutputPattern("^(a+)+$|tick"), null);
        var signs = new OutputSigns(ComponentWith(heartbeat), TimeProvider.System, _ => Assert.Fail("nothing to report"));
        var line = new OutputLine(OutputStream.Stdout, new string('a', 4000) + "!");
        signs.Read(new OutputBatch([.. Enumerable.Repeat(line, 200), new OutputLine(OutputStream.Stdout, "tick")], 0));
        Assert.Equal(1, signs.Heartbeats(heartbeat));
    }

    private static ComponentSpec ComponentWith(LogProbe heartbeat) =>
        new()
        {
            Name = "a",
            Title = "a",
            Command = "a",
            WorkingDirectory = "/",
            Alive = new Liveness { Probes = [heartbeat] },
        };
}
