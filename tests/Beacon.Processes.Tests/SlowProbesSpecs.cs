using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Beacon.Plans;
using Beacon.Processes.Capturing;

namespace Beacon.Processes.Tests;

public class SlowProbesSpecs
{
    private static readonly LogProbe Slow = new(new OutputPattern(@"^(a+)+\1$"), null);
    private static readonly string Line = new string('a', 4000) + "!\n";

    [Fact]
    public async Task Output_goes_on_while_a_pattern_that_backtracks_is_busy_with_it_until_that_is_given_up()
    {
        var events = new ConcurrentQueue<ProcessEvent>();
        var fast = new LogProbe(new OutputPattern("tick"), null);
        var reader = Reader([Slow, fast], events);

        reader.Append(OutputStream.Stdout, Bytes(string.Concat(Enumerable.Repeat(Line, PatternMatcher.TimeoutsAtMost)) + "tick\n"));
        while (events.Count < 2)
            await Task.Delay(1);

        Assert.Equal([new LogMatched(fast), new PatternTooSlow("ready.log", Slow.Pattern, IsGivenUp: true)], events);
    }

    [Fact]
    public async Task A_pattern_that_may_backtrack_matches_lines_that_come_in_pieces()
    {
        var events = new ConcurrentQueue<ProcessEvent>();
        var reader = Reader([new LogProbe(new OutputPattern("(?<=server )ready$"), OutputStream.Stderr)], events);
        reader.Append(OutputStream.Stdout, Bytes("server ready\n"));
        reader.Append(OutputStream.Stderr, Bytes("server re"));
        reader.Append(OutputStream.Stderr, Bytes("ady\n"));
        while (events.IsEmpty)
            await Task.Delay(1);
        Assert.IsType<LogMatched>(Assert.Single(events));
    }

    [Fact]
    public async Task Output_that_is_faster_than_a_pattern_is_left_out_and_that_is_reported_once()
    {
        var events = new ConcurrentQueue<ProcessEvent>();
        var reader = Reader([Slow], events);
        for (var chunk = 0; chunk < 200; chunk++)
            reader.Append(OutputStream.Stdout, Bytes(Line));

        Assert.Equal(new PatternTooSlow("ready.log", Slow.Pattern, IsGivenUp: false), events.First());
        while (events.Count < 2)
            await Task.Delay(1);
        Assert.Equal(2, events.Count);
    }

    private static OutputReader Reader(ImmutableArray<LogProbe> probes, ConcurrentQueue<ProcessEvent> events) =>
        new(
            new LaunchSpec
            {
                Run = "run",
                Component = "a",
                Program = "a",
                WorkingDirectory = "/",
                Environment = ImmutableSortedDictionary<string, string?>.Empty,
                LogProbes = probes,
            },
            happened =>
            {
                if (happened is not OutputBatch)
                    events.Enqueue(happened);
            }
        );

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
