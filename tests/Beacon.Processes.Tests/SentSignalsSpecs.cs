using Beacon.Plans;

namespace Beacon.Processes.Tests;

public class SentSignalsSpecs
{
    [Theory]
    [InlineData(128 + (int)UnixSignal.SIGHUP, UnixSignal.SIGHUP)]
    [InlineData(128 + (int)UnixSignal.SIGTERM, null)]
    [InlineData((int)UnixSignal.SIGHUP, null)]
    [InlineData(128 + 64 + (int)UnixSignal.SIGHUP, null)]
    public void An_exit_code_is_taken_for_a_signal_only_if_it_is_128_more_than_a_signal_that_was_sent(int exitCode, UnixSignal? signal)
    {
        var sent = new SentSignals();
        sent.Add(UnixSignal.SIGHUP);

        Assert.Equal(signal is null ? ExitStatus.Exited(exitCode) : new ExitStatus(null, signal, Inferred: true), sent.Infer(exitCode));
    }

    [Fact]
    public void An_end_that_nobody_has_seen_is_one_by_the_signal_that_was_sent_or_a_failure()
    {
        var sent = new SentSignals();
        Assert.Equal(new ExitStatus(255, null, Inferred: true), sent.InferUnknown());
        sent.Add(UnixSignal.SIGTERM);
        Assert.Equal(new ExitStatus(null, UnixSignal.SIGTERM, Inferred: true), sent.InferUnknown());
        sent.Add(UnixSignal.SIGKILL);
        Assert.Equal(new ExitStatus(null, UnixSignal.SIGKILL, Inferred: true), sent.InferUnknown());
    }
}
