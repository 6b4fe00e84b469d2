using Beacon.Actors.TestKit;
using Beacon.Plans;
using Beacon.Records.Events;

namespace XunitV3;

public class PlanTests
{
    [Fact]
    public async Task A_worker_that_crashes_every_ten_minutes_is_restarted_all_hour()
    {
        var plan = RunPlan.Create("hour").For(60.Minutes()).Add("worker", c => c.Run("worker").Restarts()).Build();

        await using var run = VirtualRun.Start(plan, Fake.Process("worker").DiesAfter(10.Minutes(), UnixSignal.SIGSEGV));
        var result = await run.ExpectOutcome(RunOutcome.Completed);

        Assert.InRange(result.Components.Single().Restarts, 5, 6);
    }

    // snippet: replay
    [Fact]
    public async Task A_run_that_failed_without_restarts_survives_with_them()
    {
        static RunPlan Plan(RestartSpec restart) =>
            RunPlan.Create().For(1.Minutes()).Add("app", c => c.Run("app").Restarts(restart)).Build();
        await using var run = VirtualRun.Start(Plan(new RestartSpec()), Fake.Process("app").ExitsAfter(5.Seconds(), code: 3));
        await run.ExpectOutcome(RunOutcome.Failed);

        // Of a real run: RunJournal.Load("runs/20261123-184205-beacon-3f9c").
        await using var again = run.Journal.Replay(Plan(new RestartSpec { Policy = RestartMode.OnFailure }));
        await again.ExpectOutcome(RunOutcome.Completed);
    }
    // end
}
