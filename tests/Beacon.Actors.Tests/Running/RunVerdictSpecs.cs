using Beacon.Actors.Running;
using Beacon.Actors.Scheduling;
using Beacon.Plans;
using Beacon.Records.Events;

namespace Beacon.Actors.Tests.Running;

public class RunVerdictSpecs
{
    [Fact]
    public void Of_two_failures_on_one_host_the_earlier_is_the_cause_even_if_it_is_received_second()
    {
        var verdict = new RunVerdict();
        verdict.Fail(Problem("second"), At(2, "here"));
        verdict.Fail(Problem("first"), At(1, "here"));
        verdict.Fail(Problem("third"), At(3, "here"));
        Assert.Equal(("first", At(1, "here")), (verdict.Cause!.Message, verdict.CauseAt));
    }

    [Fact]
    public void Of_two_failures_on_different_hosts_the_one_that_was_received_first_is_the_cause()
    {
        var verdict = new RunVerdict();
        verdict.Fail(Problem("here"), At(2, "here"));
        verdict.Fail(Problem("there"), At(1, "there"));
        Assert.Equal("here", verdict.Cause!.Message);
    }

    [Fact]
    public void Once_the_stop_has_begun_only_an_earlier_failure_on_the_same_host_can_be_the_cause()
    {
        var verdict = new RunVerdict();
        verdict.Settle(At(5, "here"));
        verdict.Fail(Problem("there"), At(1, "there"));
        verdict.Fail(Problem("late"), At(5, "here"));
        Assert.Equal((RunOutcome.Completed, 0), (verdict.Outcome, verdict.ExitCode));
        verdict.Fail(Problem("early"), At(4, "here"));
        Assert.Equal((RunOutcome.Failed, 1), (verdict.Outcome, verdict.ExitCode));
    }

    [Fact]
    public void A_failure_before_an_interruption_is_the_cause()
    {
        var verdict = new RunVerdict();
        verdict.Interrupt(UnixSignal.SIGINT, At(2, "here"));
        Assert.Equal((RunOutcome.Interrupted, 130), (verdict.Outcome, verdict.ExitCode));
        verdict.Fail(Problem("crash"), At(1, "here"));
        Assert.Equal((RunOutcome.Failed, 1), (verdict.Outcome, verdict.ExitCode));
    }

    private static RunTime At(int seconds, string host) => new(TimeSpan.FromSeconds(seconds), host);

    private static Problem Problem(string message) => new(ProblemKind.Crashed, message);
}
