using Beacon.Actors.Host.Console;
using Beacon.Plans;
using Beacon.Records.Events;
using Microsoft.Extensions.Time.Testing;
using Spectre.Console.Testing;

namespace Beacon.Actors.Host.Tests.Console;

public class PlainConsoleSpecs
{
    // Only ever reached by a test that fails.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _time = new();
    private readonly TestConsole _screen = new TestConsole().Width(200);
    private readonly EventRun _run = new(
        RunPlan
            .Create("test")
            .For(TimeSpan.FromSeconds(60))
            .Add("engine", component => component.Run("engine"))
            .Add("algo", component => component.Run("algo").DependsOn("engine"))
            .Build()
    );

    [Fact]
    public async Task A_long_run_says_every_ten_seconds_how_far_it_is()
    {
        var showing = Show(quiet: false);
        Happen(new ComponentStarting(11, 1) { Component = "engine" });
        await ShownAsync("engine started");
        _time.Advance(TimeSpan.FromSeconds(10));
        await ShownAsync("… starting, 10 s · 0 of 2 ready · waiting for engine");
        Happen(new ComponentReady("started", TimeSpan.Zero) { Component = "engine" });
        Happen(new RunOperational(TimeSpan.FromSeconds(12)));
        await ShownAsync("operational after");
        _time.Advance(TimeSpan.FromSeconds(9));
        _time.Advance(TimeSpan.FromSeconds(1));
        await ShownAsync("… 8 s of 1m · 1 of 2 ready");
        _run.End();
        await showing.WaitAsync(Patience);
        Assert.Equal(2, _screen.Output.Split(" of 2 ready").Length - 1);
    }

    [Fact]
    public async Task A_quiet_run_says_nothing_of_its_progress()
    {
        var showing = Show(quiet: true);
        Happen(new ProblemRaised(new Problem(ProblemKind.QueueFull, "a queue was full")));
        await ShownAsync("a queue was full");
        _time.Advance(TimeSpan.FromSeconds(10));
        _run.End();
        await showing.WaitAsync(Patience);
        Assert.DoesNotContain("ready", _screen.Output, StringComparison.Ordinal);
    }

    private Task Show(bool quiet) => new PlainConsole(new StepPrinter(_screen, new StepOptions { Quiet = quiet }), _time).ShowAsync(_run);

    private void Happen(RunEvent happened) => _run.Happen(happened);

    private async Task ShownAsync(string text)
    {
        for (var waited = 0; !_screen.Output.Contains(text, StringComparison.Ordinal); waited++)
        {
            Assert.True(waited < 6000, $"\"{text}\" was not shown, but {_screen.Output}");
            await Task.Delay(10);
        }
    }
}
