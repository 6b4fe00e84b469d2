using Beacon.Actors.Messages;
using Beacon.Actors.Running;
using Beacon.Actors.Supervising;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;

namespace Beacon.Actors.Tests.Running;

public class FirstCauseSpecs : RunTest
{
    [Fact]
    public async Task The_first_cause_names_component_time_consequences_and_what_was_only_stopped()
    {
        Start(
            Plan(
                    Component("engine"),
                    Component("algo", "engine"),
                    Component("feed"),
                    Component("late") with
                    {
                        DependsOn = [new Dependency("feed", DependencyCondition.Completed)],
                    }
                )
                .With(run => run.UntilStopped())
        );
        var engine = await StartedAsync("engine");
        var algo = await StartedAsync("algo");
        var feed = await StartedAsync("feed");
        await ExpectOfAsync<ComponentReady>("algo");

        Time.Advance(TimeSpan.FromSeconds(4.2));
        engine.Ends(new ExitStatus(null, UnixSignal.SIGSEGV, CoreDumped: true));
        await ExpectOfAsync<ComponentStopping>("algo");
        Time.Advance(TimeSpan.FromMilliseconds(12));
        algo.Exits(1);
        await ExpectOfAsync<ComponentStopping>("feed");
        feed.Dies(UnixSignal.SIGTERM);

        var cause = (await ExpectResultAsync()).Cause!;
        Assert.Equal((ProblemKind.Crashed, "engine"), (cause.Kind, cause.Component));
        Assert.Equal(
            "engine was ended by SIGSEGV (segmentation fault; core dumped), 4.2 s after it was ready. "
                + "What followed: algo exited with code 1 after 12 ms. Only stopped: feed. Never started: late.",
            cause.Message
        );
    }

    [Fact]
    public async Task Of_two_components_that_crash_at_once_one_is_the_cause_and_the_other_follows()
    {
        Start(Plan(Component("engine"), Component("algo", "engine")));
        var engine = await StartedAsync("engine");
        var algo = await StartedAsync("algo");
        await ExpectAsync<RunOperational>();

        var died = Time.GetTimestamp();
        Time.Advance(TimeSpan.FromMilliseconds(1));
        algo.Exits(1);
        engine.Ends(ExitStatus.Signalled(UnixSignal.SIGKILL), died);

        var message = (await ExpectResultAsync()).Cause!.Message;
        Assert.StartsWith("engine was ended by SIGKILL (sent from outside of the run)", message);
        Assert.Contains("What followed: algo exited with code 1 after 1 ms.", message);
    }

    [Fact]
    public async Task A_failure_that_was_survived_just_before_is_named()
    {
        Start(Plan(Component("engine") with { Restart = new RestartSpec { Policy = RestartMode.OnFailure } }, Component("algo", "engine")));
        var engine = await StartedAsync("engine");
        var algo = await StartedAsync("algo");
        await ExpectAsync<RunOperational>();
        engine.Dies(UnixSignal.SIGABRT);
        await ExpectOfAsync<ComponentRestarting>("engine");
        Time.Advance(TimeSpan.FromMilliseconds(3));
        algo.Exits(1);

        var cause = (await ExpectResultAsync()).Cause!;
        Assert.Equal("algo", cause.Component);
        Assert.Contains("3 ms before that, engine was ended by SIGABRT", cause.Message);
        Assert.Contains("; it was restarted.", cause.Message);
    }

    [Fact]
    public async Task The_last_event_and_the_result_agree()
    {
        Start(Plan(Component("engine")));
        (await StartedAsync("engine")).Exits(127);
        var finished = await ExpectAsync<RunFinished>();
        Assert.Equal(Recorder.Result!.Cause, finished.Cause);
        Assert.Equal(finished.FirstCause!.ToString(), finished.Cause!.Message);
        Assert.StartsWith("engine exited with code 127 (the shell's code for a program that was not found)", finished.Cause.Message);
    }

    [Fact]
    public void The_last_lines_are_quoted_without_colours_and_left_out_of_the_summary()
    {
        var cause = Of(
            new Problem(ProblemKind.Crashed, "a exited with code 1", "a"),
            "one",
            "two",
            "",
            "\u001b[31mthree\u001b[0m",
            "four\r\n"
        );
        Assert.Equal("a exited with code 1. It last printed: \"two\", \"three\", \"four\".", cause.ToString());
        Assert.Equal("a exited with code 1.", cause.Summary);
    }

    [Fact]
    public void A_very_long_line_is_cut()
    {
        var cause = Of(new Problem(ProblemKind.Crashed, "a exited with code 1", "a"), new string('x', 5000));
        Assert.Contains(new string('x', 200) + "…\"", cause.ToString());
        Assert.DoesNotContain(new string('x', 201), cause.ToString());
    }

    [Fact]
    public void A_cause_that_concerns_the_whole_run_quotes_no_lines() =>
        Assert.Equal(
            "the start took too long. Never started: a.",
            Of(new Problem(ProblemKind.StartTimeout, "the start took too long"), "line").ToString()
        );

    [Theory]
    [InlineData(UnixSignal.SIGSEGV, false, "was ended by SIGSEGV (segmentation fault)")]
    [InlineData(UnixSignal.SIGKILL, true, "was ended by SIGKILL (the kernel was out of memory and killed at that time)")]
    [InlineData(UnixSignal.SIGUSR1, false, "was ended by SIGUSR1")]
    public void A_signal_is_explained(UnixSignal signal, bool outOfMemory, string expected) =>
        Assert.Equal(expected, new ExitStatus(null, signal, OutOfMemory: outOfMemory).Explain());

    [Theory]
    [InlineData(3, "exited with code 3")]
    [InlineData(139, "exited with code 139 (the shell's code for SIGSEGV)")]
    [InlineData(255, "exited with code 255")]
    public void An_exit_code_is_explained_by_the_convention_of_shells(int code, string expected) =>
        Assert.Equal(expected, ExitStatus.Exited(code).Explain());

    private static FirstCause Of(Problem problem, params string[] lines) =>
        FirstCauseFinder.Find(
            problem,
            TimeSpan.FromSeconds(1),
            RunSnapshot.Before(Plan(Component("a"))),
            [
                new ComponentStanding(Component("a"), MustComplete: false)
                {
                    End = new ProcessProtocol.Ended("a", [.. lines], ExitMeaning.Crashed),
                },
            ]
        );
}
