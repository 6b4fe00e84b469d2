using Beacon.Actors.Components;
using Beacon.Actors.Tests.Running;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;

namespace Beacon.Actors.Tests.Components;

public class BufferingDoctorSpecs : RunTest
{
    private static readonly ProgramImage Engine = new("engine", IsStatic: false);

    [Theory]
    [InlineData(OutputMode.Pipe, "engine", false, "output.mode = line-buffered flushes each line")]
    [InlineData(OutputMode.Pipe, "engine", null, "output.mode = line-buffered flushes each line")]
    [InlineData(OutputMode.Pipe, "engine", true, "linked statically, so only output.mode = pty can")]
    [InlineData(OutputMode.LineBuffered, "engine", true, "linked statically, so only output.mode = pty can")]
    [InlineData(OutputMode.LineBuffered, "engine", false, "ignores stdbuf(1): output.mode = pty may")]
    [InlineData(OutputMode.Pipe, "python3.11", false, "PYTHONUNBUFFERED = 1")]
    [InlineData(OutputMode.LineBuffered, "perl", false, "output.mode = pty flushes each line")]
    [InlineData(OutputMode.Pty, "engine", false, "only engine itself can flush it")]
    public void The_cure_depends_on_the_program_and_on_what_was_tried(OutputMode mode, string program, bool? isStatic, string cure)
    {
        var advice = new BufferingDoctor().Advise("app", mode, new ProgramImage(program, isStatic));
        Assert.StartsWith("app has printed nothing in the 5s since its start; if it should have, ", advice);
        Assert.Contains(cure, advice);
    }

    [Fact]
    public void Of_many_silent_components_ten_are_named()
    {
        var doctor = new BufferingDoctor();
        var advice = Enumerable.Range(1, 12).Select(number => doctor.Advise($"c{number}", OutputMode.Pipe, Engine)).ToList();
        Assert.All(advice.Take(9), Assert.NotNull);
        Assert.EndsWith("; further components that print nothing are not named", advice[9]);
        Assert.All(advice.Skip(10), Assert.Null);
    }

    [Fact]
    public async Task A_silent_component_gets_advice_once_and_runs_on()
    {
        Start(
            Plan(
                    Component("engine") with
                    {
                        Restart = new RestartSpec { Policy = RestartMode.Always, MinBackoff = TimeSpan.Zero },
                    }
                )
                .With(run => run.For(TimeSpan.FromSeconds(60)))
        );
        var engine = await StartedAsync("engine");
        engine.Image = Engine;
        await ExpectAsync<RunOperational>();
        Time.Advance(TimeSpan.FromSeconds(5));
        var problem = (await ExpectAsync<ProblemRaised>()).Problem;
        Assert.Equal((ProblemKind.OutputBuffered, "engine"), (problem.Kind, problem.Component));

        engine.Exits(0);
        var next = await StartedAsync("engine", incarnation: 2);
        next.Image = Engine;
        await ExpectOfAsync<ComponentReady>("engine");
        Time.Advance(TimeSpan.FromSeconds(60));
        await ExpectAsync<ComponentStopping>();
        next.Exits(0);
        var result = await ExpectResultAsync();
        Assert.Equal((RunOutcome.Completed, 0), (result.Outcome, result.ExitCode));
        Assert.Single(result.Problems, raised => raised.Kind == ProblemKind.OutputBuffered);
    }

    [Fact]
    public async Task A_silent_component_that_is_not_ready_is_reported_as_well()
    {
        Start(Plan(Component("engine") with { Ready = new Readiness { Probes = [new TcpListenProbe([new LocalEndpoint(null, 9000)])] } }));
        (await StartedAsync("engine")).Image = Engine;
        await ExpectOfAsync<ComponentStarting>("engine");
        await AdvanceUntilAsync(
            TimeSpan.FromSeconds(1),
            () => Recorder.Events.OfType<ProblemRaised>().Any(raised => raised.Problem.Kind == ProblemKind.OutputBuffered)
        );
    }

    [Fact]
    public async Task A_component_that_prints_gets_no_advice()
    {
        Start(Plan(Component("engine")).With(run => run.For(TimeSpan.FromSeconds(10))));
        var engine = await StartedAsync("engine");
        engine.Image = Engine;
        await ExpectAsync<RunOperational>();
        engine.Prints("hello");
        await ExpectAsync<ComponentOutput>();
        Time.Advance(TimeSpan.FromSeconds(10));
        await ExpectAsync<ComponentStopping>();
        engine.Exits(0);
        Assert.Empty((await ExpectResultAsync()).Problems);
    }
}
