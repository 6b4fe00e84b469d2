using Beacon.Actors.TestKit;
using Beacon.Plans;
using Beacon.Records.Events;

namespace XunitV2;

public class PlanTests
{
    // snippet: virtual-run
    private static readonly RunPlan Plan = RunPlan
        .Create("demo")
        .For(10.Minutes())
        .Add("engine", c => c.Run("engine").ReadyWhen(Probe.TcpListen(9000)).StopsOn(UnixSignal.SIGINT))
        .Add("algo", c => c.Run("algo").DependsOn("engine"))
        .Build();

    [Fact]
    public async Task The_algorithm_waits_for_the_engine_and_stops_before_it()
    {
        var engine = Fake.Process("engine")
            .PrintsAfter(10.Milliseconds(), "listening")
            .ListensOn(9000)
            .ExitsWhenSignalled(UnixSignal.SIGINT);

        await using var run = VirtualRun.Start(Plan, engine);

        await run.ExpectReady("engine");
        await run.ExpectStartOrder("engine", "algo");
        await run.ExpectStopOrder("algo", "engine");
        await run.ExpectOutcome(RunOutcome.Completed);
    }

    // end

    // snippet: virtual-failure
    [Fact]
    public async Task A_crash_of_the_engine_fails_the_run()
    {
        await using var run = VirtualRun.Start(Plan, Fake.Process("engine").ListensOn(9000).DiesAfter(5.Minutes(), UnixSignal.SIGSEGV));

        var result = await run.ExpectOutcome(RunOutcome.Failed);

        Assert.Equal("engine", result.Cause?.Component);
    }
    // end
}
