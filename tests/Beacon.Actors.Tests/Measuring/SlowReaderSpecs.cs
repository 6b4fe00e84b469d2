using System.Globalization;
using System.Threading.Channels;
using Akka.Actor;
using Beacon.Actors.Messages;
using Beacon.Actors.Tests.Running;
using Beacon.Records.Events;

namespace Beacon.Actors.Tests.Measuring;

/// <summary>A reader of a run's events that does not keep up.</summary>
public sealed class SlowReaderSpecs : RunTest
{
    [Fact]
    public async Task A_reader_that_is_far_behind_has_a_bounded_backlog_and_is_told_what_it_has_lost()
    {
        const int Lines = 20_000;
        const int BehindAtMost = 16_384;
        Start(Plan(Component("a")));
        var a = await StartedAsync("a");
        await ExpectAsync<RunOperational>();
        var slow = Channel.CreateUnbounded<RunEvent>();
        Run.Tell(new StatsProtocol.Subscribe(slow, Output: true));
        var received = new List<RunEvent> { await slow.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60)) };
        for (var line = 1; line <= Lines; line++)
            a.Prints(line.ToString(CultureInfo.InvariantCulture));
        a.Exits(3);
        await ExpectAsync<RunFinished>();

        while (slow.Reader.TryRead(out var happened))
            received.Add(happened);
        var lines = received.OfType<ComponentOutput>().Select(output => $"{output.Line}").ToList();
        Assert.InRange(lines.Count, 1, BehindAtMost);
        Assert.Equal(Enumerable.Range(1, lines.Count).Select(line => line.ToString(CultureInfo.InvariantCulture)), lines);
        var skipped = received.OfType<ProblemRaised>().Single(raised => raised.Problem.Kind == ProblemKind.LinesSkipped);
        Assert.Contains($"skipped {Lines - lines.Count:N0} lines", skipped.Problem.Message, StringComparison.Ordinal);
        Assert.Contains(received, happened => happened is ComponentExited);
    }
}
