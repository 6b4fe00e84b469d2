using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;
using Beacon.Records.Json;
using Beacon.Records.Statistics;

namespace Beacon.Records.Tests.Json;

public class RunEventRoundTripSpecs
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 18, 42, 5, 123, TimeSpan.Zero);
    private static readonly TimeSpan Elapsed = TimeSpan.FromMilliseconds(1234.567);

    public static TheoryData<RunEvent> Events =>
        [
            new RunStarted("20261123-184205-beacon-3f9c", "/runs/x") { At = At, Elapsed = TimeSpan.Zero },
            new ComponentStarting(13306, 2)
            {
                At = At,
                Elapsed = Elapsed,
                Component = "a",
            },
            new ComponentReady("tcp-listen 9000", TimeSpan.FromMilliseconds(106))
            {
                At = At,
                Elapsed = Elapsed,
                Component = "a",
            },
            new RunOperational(TimeSpan.FromMilliseconds(439.125)) { At = At, Elapsed = Elapsed },
            new ComponentOutput(OutputStream.Stderr, "a \"line\"")
            {
                At = At,
                Elapsed = Elapsed,
                Component = "a",
            },
            new StatisticReported(new Statistic("a", "Latency", "p99", 4.621, "µs", "4.621 μs"), true)
            {
                At = At,
                Elapsed = Elapsed,
                Component = "a",
            },
            new StatisticReported(new Statistic("a", "", "Sent", 5, "", "5") { IsPartial = true }, true)
            {
                At = At,
                Elapsed = Elapsed,
                Component = "a",
            },
            new ComponentExited(ExitStatus.Exited(3))
            {
                At = At,
                Elapsed = Elapsed,
                Component = "a",
            },
            new ComponentExited(new ExitStatus(null, UnixSignal.SIGKILL, Inferred: true))
            {
                At = At,
                Elapsed = Elapsed,
                Component = "a",
            },
            new ComponentExited(new ExitStatus(null, UnixSignal.SIGSEGV, CoreDumped: true))
            {
                At = At,
                Elapsed = Elapsed,
                Component = "a",
            },
            new ComponentExited(new ExitStatus(null, UnixSignal.SIGKILL, OutOfMemory: true))
            {
                At = At,
                Elapsed = Elapsed,
                Component = "a",
            },
            new ComponentRestarting(2, TimeSpan.FromMilliseconds(200))
            {
                At = At,
                Elapsed = Elapsed,
                Component = "a",
            },
            new ComponentRestarting(1, TimeSpan.Zero)
            {
                At = At,
                Elapsed = Elapsed,
                Component = "b",
                Dependency = "a",
            },
            new ComponentStopping(UnixSignal.SIGTERM)
            {
                At = At,
                Elapsed = Elapsed,
                Component = "a",
            },
            new ComponentKilled
            {
                At = At,
                Elapsed = Elapsed,
                Component = "a",
            },
            new ComponentStopped
            {
                At = At,
                Elapsed = Elapsed,
                Component = "a",
            },
            new ProblemRaised(new Problem(ProblemKind.NotReady, "a was not ready", "a")) { At = At, Elapsed = Elapsed },
            new ExpectationDecided(
                new ExpectationResult("a.p99", "< 50 µs", Held: false)
                {
                    Value = 62,
                    Unit = "us",
                    Text = "62 us",
                    Distance = 0.24,
                    HasAborted = true,
                }
            )
            {
                At = At,
                Elapsed = Elapsed,
            },
            new ExpectationDecided(new ExpectationResult("a", "> 0", Held: true)) { At = At, Elapsed = Elapsed },
            new ExpectationDecided(new ExpectationResult("a", "> 0", Held: null) { Because = "undecided" }) { At = At, Elapsed = Elapsed },
            new RunFinished(RunOutcome.Failed, 1, new Problem(ProblemKind.Crashed, "a crashed", "a"), "/runs/x")
            {
                At = At,
                Elapsed = Elapsed,
            },
            new RunFinished(RunOutcome.Completed, 0, null, null) { At = At, Elapsed = Elapsed },
        ];

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_is_read_as_it_was_written(RunEvent happened)
    {
        Assert.True(RunEventJson.TryRead(RunEventJson.Write(happened)!, out var read));
        Assert.Equal(happened, read);
    }

    [Fact]
    public void An_event_of_a_later_version_is_skipped()
    {
        Assert.True(
            RunEventJson.TryRead("{\"event\":\"component_applauded\",\"at\":\"2026-11-23T18:42:05.123Z\",\"elapsedMs\":1}", out var read)
        );
        Assert.Null(read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"event\":\"run_sta")]
    [InlineData("{\"event\":\"run_started\"}")]
    [InlineData("\0\0\0")]
    [InlineData("[]")]
    public void A_damaged_line_is_not_read_as_an_event(string line) => Assert.False(RunEventJson.TryRead(line, out _));
}
