using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.TestKit.Tests;

public class RunJournalSpecs
{
    private static readonly RestartSpec Patient = new()
    {
        Policy = RestartMode.OnFailure,
        MinBackoff = 1.Seconds(),
        Jitter = 0,
        MaxRestarts = 3,
    };

    private static readonly FakeProgram Crashing = Fake.Process("engine")
        .After(1.Seconds())
        .ListensOn(9000)
        .DiesAfter(4.Seconds(), UnixSignal.SIGSEGV)
        .FromIncarnation(2, again => again.ListensOn(9000).ExitsAfter(10.Seconds(), code: 3))
        .FromIncarnation(3, again => again.ListensOn(9000));

    [Fact]
    public async Task A_run_that_survived_would_have_failed_under_another_policy()
    {
        await using var survived = VirtualRun.Start(Plan(Patient), Crashing);
        await survived.ExpectOutcome(RunOutcome.Completed);

        await using var replayed = survived.Journal.Replay(Plan(Patient with { MaxRestarts = 1 }));
        var result = await replayed.ExpectOutcome(RunOutcome.Failed);

        Assert.Contains("engine exited with code 3", result.Cause!.Message);
        Assert.Contains("given up after 1 restart", result.Cause.Message);
    }

    [Fact]
    public async Task The_same_policy_gives_the_same_events_at_the_same_times()
    {
        await using var first = VirtualRun.Start(Plan(Patient), Crashing);
        await first.ExpectOutcome(RunOutcome.Completed);

        await using var second = first.Journal.Replay(Plan(Patient));
        await second.ExpectOutcome(RunOutcome.Completed);

        Assert.Equal(Steps(first), Steps(second));
    }

    [Fact]
    public async Task A_run_that_failed_at_once_would_have_survived_with_restarts_if_the_next_process_had_run_on()
    {
        await using var failed = VirtualRun.Start(Plan(new RestartSpec()), Crashing);
        await failed.ExpectOutcome(RunOutcome.Failed);

        await using var ranOn = failed.Journal.Replay(Plan(Patient));
        await ranOn.ExpectOutcome(RunOutcome.Completed);
        await using var repeated = failed.Journal.Replay(Plan(Patient), BeyondJournal.Repeat);
        Assert.Equal(3, (await repeated.ExpectOutcome(RunOutcome.Failed)).Components[0].Restarts);
    }

    private static RunPlan Plan(RestartSpec restart) =>
        RunPlan.Create().For(60.Seconds()).Add("engine", c => c.Run("engine").ReadyWhen(Probe.TcpListen(9000)).Restarts(restart)).Build();

    private static IEnumerable<(Type, TimeSpan)> Steps(VirtualRun run) =>
        run
            .Events.Where(happened =>
                happened is ComponentStarting or ComponentReady or ComponentExited or ComponentRestarting or RunFinished
            )
            .Select(happened => (happened.GetType(), happened.Elapsed));
}
