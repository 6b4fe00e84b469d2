using System.Runtime.CompilerServices;
using Beacon.Actors.Host.Console;
using Beacon.Actors.Hosting;
using Beacon.Plans;
using Beacon.Records.Events;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Beacon.Actors.Host.Tests.Console;

public class TerminalConsoleSpecs
{
    // Only ever reached by a test that fails.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_line_that_is_printed_while_the_table_is_refreshed_does_not_deadlock_the_view()
    {
        var screen = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(screen), Ansi = AnsiSupport.Yes });
        var view = new TerminalConsole(console, new StepPrinter(console, follow: true, quiet: false, TimeZoneInfo.Utc));

        await view.ShowAsync(new PrintingRun(() => console.Pipeline.Attach(new SlowLines()), "first", "second")).WaitAsync(Patience);

        Assert.Contains("first", screen.ToString(), StringComparison.Ordinal);
        Assert.Contains("second", screen.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Delays each line so long that the next refresh of the table is due.</summary>
    private sealed class SlowLines : IRenderHook
    {
        public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables)
        {
            if (renderables.First() is ScreenLine)
                Thread.Sleep(TimeSpan.FromMilliseconds(600));
            return renderables;
        }
    }

    /// <summary>A fake run whose only events are output lines.</summary>
    private sealed class PrintingRun(Action whenWatched, params string[] lines) : IBeaconRun
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
            whenWatched();
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

        public void Kill() => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
