using System.Diagnostics;
using System.Runtime.CompilerServices;
using Beacon.Actors.Controlling;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Hosting;
using Beacon.Plans;
using Beacon.Records.Events;
using Spectre.Console;

namespace Beacon.Actors.Host.Tests.Console;

public class TerminalConsoleSpecs
{
    // Only ever reached by a test that fails.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_flood_of_lines_is_printed_whole_and_drawn_a_few_times_only()
    {
        var screen = new CountedWrites();
        var region = new LiveRegion(screen, () => (80, 24), isColoured: false);
        var steps = new StepPrinter(
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(region.Above) }),
            new StepOptions { Follow = true }
        );
        var lines = Enumerable.Range(1, 20_000).Select(number => $"line {number}").ToArray();
        var began = Stopwatch.GetTimestamp();

        await new TerminalConsole(steps, region).ShowAsync(new PrintingRun(lines)).WaitAsync(Patience);

        var frames = (int)(Stopwatch.GetElapsedTime(began).TotalMilliseconds / 100) + 2;
        Assert.InRange(screen.Writes, 1, frames);
        Assert.Contains("line 1\n", screen.ToString(), StringComparison.Ordinal);
        Assert.Contains("line 20000\n", screen.ToString(), StringComparison.Ordinal);
    }

    private sealed class CountedWrites : StringWriter
    {
        public int Writes { get; private set; }

        public override void Write(string? value)
        {
            Writes++;
            base.Write(value);
        }
    }

    /// <summary>A fake run whose only events are output lines.</summary>
    private sealed class PrintingRun(params string[] lines) : IBeaconRun
    {
        public string Id => "r1";

        public RunPlan Plan { get; } =
            RunPlan.Create("test").For(TimeSpan.FromSeconds(1)).Add("engine", component => component.Run("engine")).Build();

        public string Record => "/runs/r1";

        public Task Operational => Task.CompletedTask;

        public Task<RunResult> Completion => throw new NotSupportedException();

        public async IAsyncEnumerable<RunEvent> Events(
            bool output = false,
            [EnumeratorCancellation] CancellationToken cancellationToken = default
        )
        {
            foreach (var line in lines)
            {
                await Task.Yield();
                yield return new ComponentOutput(OutputStream.Stdout, line)
                {
                    At = DateTimeOffset.UnixEpoch,
                    Elapsed = TimeSpan.Zero,
                    Component = "engine",
                };
            }
        }

        public IRunComponent Component(string name) => throw new NotSupportedException();

        public Task<RunResult> StopAsync(UnixSignal signal = UnixSignal.SIGTERM) => throw new NotSupportedException();

        public DateTimeOffset StartedAt => DateTimeOffset.UnixEpoch;

        public TimeSpan Elapsed => TimeSpan.Zero;

        public Task<RunSnapshot?> SnapshotAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<ControlResult> ControlAsync(ControlOrder order, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();

        public void Kill() => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
