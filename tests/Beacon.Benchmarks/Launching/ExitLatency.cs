namespace Beacon.Benchmarks.Launching;

/// <summary>Time from a child's last instruction to the exit event, with an idle and with a starved thread pool.</summary>
internal static class ExitLatency
{
    private const int WarmUpLaunches = 20;

    public static async Task<object> MeasureAsync(Workloads workloads, int exits)
    {
        using var pad = new Launchpad(workloads);
        for (var launch = 0; launch < WarmUpLaunches; launch++)
            await pad.Launch().Drained;

        var idle = new List<Launched>();
        for (var exit = 0; exit < exits; exit++)
        {
            idle.Add(pad.Launch());
            await idle[^1].Drained;
        }

        // No await here: continuations run on the starved thread pool.
        var starved = new List<Launched>();
        using (new StarvedThreadPool())
            for (var exit = 0; exit < exits; exit++)
                starved.Add(pad.Launch());
        await Task.WhenAll(starved.Select(launched => launched.Drained));

        var (ofIdle, ofStarved) = (
            new Quantiles(idle.Select(launched => launched.ToExitEvent)),
            new Quantiles(starved.Select(launched => launched.ToExitEvent))
        );
        return new
        {
            exits,
            idle_p50_us = ofIdle.P50,
            idle_p99_us = ofIdle.P99,
            starved_p50_us = ofStarved.P50,
            starved_p99_us = ofStarved.P99,
        };
    }
}
