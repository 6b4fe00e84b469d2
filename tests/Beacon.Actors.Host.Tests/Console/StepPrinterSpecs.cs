using Beacon.Actors.Host.Console;
using Beacon.Plans;
using Beacon.Processes;
using Beacon.Records.Events;
using Beacon.Records.History;
using Beacon.Records.Statistics;
using Spectre.Console.Testing;

namespace Beacon.Actors.Host.Tests.Console;

public class StepPrinterSpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly StepOptions Options = new() { Zone = TimeZoneInfo.Utc };
    private static readonly RunPlan Plan = RunPlan
        .Create("test", "/")
        .RecordsIn("/runs")
        .Add(
            new ComponentSpec
            {
                Name = "engine",
                Title = "The [red]Engine[/]",
                Command = "engine",
                WorkingDirectory = "/",
            },
            new ComponentSpec
            {
                Name = "algo",
                Title = "Algo",
                Command = "algo",
                WorkingDirectory = "/",
                DependsOn = [new Dependency("engine", DependencyCondition.Ready)],
            },
            new ComponentSpec
            {
                Name = "cache",
                Title = "Cache",
                Command = "cache",
                WorkingDirectory = "/",
                Stop = new StopSpec { Signal = UnixSignal.SIGKILL },
            }
        )
        .Build();

    [Fact]
    public void The_order_shows_what_starts_together()
    {
        var console = new TestConsole();
        new StepPrinter(console, new StepOptions()).Begin(Plan);
        Assert.Contains("order  The [red]Engine[/] + Cache → Algo", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_is_printed_with_its_way_out_and_an_overload_is_no_failure()
    {
        var text = Print(
            follow: false,
            new ProblemRaised(new Problem(ProblemKind.ExitedEarly, "algo exited early", "algo")) { At = Noon },
            new ProblemRaised(new Problem(ProblemKind.MachineOverloaded, "the machine was busy")) { At = Noon }
        );
        Assert.Contains("✗ Algo (algo) exited early", text, StringComparison.Ordinal);
        Assert.Contains("finishes-itself = on", text, StringComparison.Ordinal);
        Assert.Contains("! the machine was busy", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_engine_cannot_promise_is_said_at_the_start()
    {
        var text = Print(follow: false, new RunStarted("1", "/runs/1") { At = Noon, Limitation = "no cgroup can be made here" });
        Assert.Contains("note   no cgroup can be made here", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_whose_awaited_statistics_did_not_come_says_so_in_its_last_line()
    {
        var text = Print(
            follow: false,
            new ProblemRaised(new Problem(ProblemKind.NoStatistics, "no statistics of algo: it was killed", "algo"))
            {
                At = Noon,
                Elapsed = S(1),
            },
            new RunFinished(RunOutcome.Completed, 0, null, "/runs/1") { At = Noon, Elapsed = S(2) }
        );
        Assert.Contains("completed · no statistics of Algo · 2.0 s · exit code 0", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_completed_run_is_printed_step_by_step_with_its_statistics_before_the_verdict()
    {
        var text = Print(
            follow: false,
            new ComponentStarting(11, 1)
            {
                At = Noon,
                Elapsed = S(0),
                Component = "engine",
            },
            new ComponentReady("tcp-listen 9000", S(0.142))
            {
                At = Noon,
                Elapsed = S(0.2),
                Component = "engine",
            },
            new ComponentStarting(12, 1)
            {
                At = Noon,
                Elapsed = S(0.2),
                Component = "algo",
            },
            new ComponentReady("started", S(0))
            {
                At = Noon,
                Elapsed = S(0.2),
                Component = "algo",
            },
            new RunOperational(S(0.3)) { At = Noon, Elapsed = S(0.3) },
            new ComponentStopped
            {
                At = Noon,
                Elapsed = S(2),
                Component = "algo",
            },
            new StatisticReported(new Statistic("engine", "", "Orders", 5, "", "5"), true)
            {
                At = Noon,
                Elapsed = S(2),
                Component = "engine",
            },
            new ComponentStopped
            {
                At = Noon,
                Elapsed = S(2),
                Component = "engine",
            },
            new RunFinished(RunOutcome.Completed, 0, null, "/runs/1") { At = Noon, Elapsed = S(2.1) }
        );
        Assert.Contains("12:00:00.000 ✓ 1/3 The [red]Engine[/] ready: tcp-listen 9000 (142 ms)", text);
        Assert.Contains("operational after 300 ms", text);
        Assert.True(text.IndexOf("Orders", StringComparison.Ordinal) < text.IndexOf("completed", StringComparison.Ordinal));
        Assert.Contains("completed · 2.1 s · exit code 0", text);
    }

    [Fact]
    public void Statistics_are_printed_once_although_a_component_waits_for_another_to_complete()
    {
        var text = Print(follow: false, [.. OneAfterTheOther()]);
        Assert.Equal(2, text.Split("Orders").Length);
        Assert.True(text.IndexOf("Algo started", StringComparison.Ordinal) < text.IndexOf("Orders", StringComparison.Ordinal));
    }

    private static IEnumerable<RunEvent> OneAfterTheOther()
    {
        foreach (var (component, time) in (IEnumerable<(string, double)>)[("engine", 1), ("algo", 2), ("cache", 3)])
        {
            yield return new ComponentStarting(11, 1)
            {
                At = Noon,
                Elapsed = S(time),
                Component = component,
            };
            if (component == "engine")
                yield return new StatisticReported(new Statistic("engine", "", "Orders", 5, "", "5"), true)
                {
                    At = Noon,
                    Elapsed = S(time),
                    Component = component,
                };
            yield return new ComponentStopped
            {
                At = Noon,
                Elapsed = S(time),
                Component = component,
            };
        }

        yield return new RunFinished(RunOutcome.Completed, 0, null, "/runs/1") { At = Noon, Elapsed = S(4) };
    }

    [Fact]
    public void A_failed_run_is_printed_with_its_cause_and_the_last_lines_of_the_component_that_caused_it()
    {
        var cause = new Problem(ProblemKind.Crashed, "engine was ended by SIGSEGV", "engine");
        var text = Print(
            follow: false,
            new ComponentStarting(11, 1)
            {
                At = Noon,
                Elapsed = S(0),
                Component = "engine",
            },
            new ComponentOutput(OutputStream.Stdout, "assertion failed")
            {
                At = Noon,
                Elapsed = S(1),
                Component = "engine",
            },
            new ComponentExited(ExitStatus.Signalled(UnixSignal.SIGSEGV))
            {
                At = Noon,
                Elapsed = S(1),
                Component = "engine",
            },
            new ProblemRaised(cause) { At = Noon, Elapsed = S(1) },
            new RunFinished(RunOutcome.Failed, 1, cause, "/runs/1") { At = Noon, Elapsed = S(2) }
        );
        Assert.Contains("✗ The [red]Engine[/] (engine) was ended by SIGSEGV", text);
        Assert.Contains("last lines of The [red]Engine[/]:\n  | assertion failed", text);
        Assert.Contains("failed: The [red]Engine[/] (engine) was ended by SIGSEGV", text);
    }

    [Fact]
    public void Escape_sequences_and_markup_in_the_output_of_a_component_are_printed_harmlessly()
    {
        var text = Print(
            follow: true,
            new ComponentOutput(OutputStream.Stdout, "\u001b[2J\u001b]0;title\u0007[red]not markup[/]\u0000\a")
            {
                At = Noon,
                Elapsed = S(1),
                Component = "engine",
            }
        );
        Assert.Contains("The [red]Engine[/] | [red]not markup[/]\uFFFD\uFFFD", text);
        Assert.DoesNotContain("\u001b", text);
    }

    [Fact]
    public void Standard_error_is_shown_by_default_and_standard_output_is_not()
    {
        var text = Print(
            follow: false,
            new ComponentOutput(OutputStream.Stdout, "quiet")
            {
                At = Noon,
                Elapsed = S(1),
                Component = "algo",
            },
            new ComponentOutput(OutputStream.Stderr, "warning")
            {
                At = Noon,
                Elapsed = S(1),
                Component = "algo",
            }
        );
        Assert.Contains("Algo               | warning", text);
        Assert.DoesNotContain("quiet", text);
    }

    [Fact]
    public void A_restart_is_printed_with_its_backoff_and_the_count_of_ready_components_is_reduced()
    {
        var text = Print(
            follow: false,
            new ComponentStarting(11, 1)
            {
                At = Noon,
                Elapsed = S(0),
                Component = "engine",
            },
            new ComponentReady("started", S(0))
            {
                At = Noon,
                Elapsed = S(0),
                Component = "engine",
            },
            new ComponentExited(ExitStatus.Signalled(UnixSignal.SIGKILL))
            {
                At = Noon,
                Elapsed = S(1),
                Component = "engine",
            },
            new ComponentRestarting(1, S(0.2))
            {
                At = Noon,
                Elapsed = S(1),
                Component = "engine",
            },
            new ComponentRestarting(1, S(0))
            {
                At = Noon,
                Elapsed = S(1),
                Component = "algo",
                Dependency = "engine",
            },
            new ComponentStarting(12, 2)
            {
                At = Noon,
                Elapsed = S(1.2),
                Component = "engine",
            },
            new ComponentReady("started", S(0))
            {
                At = Noon,
                Elapsed = S(1.2),
                Component = "engine",
            }
        );
        Assert.Contains("↻ The [red]Engine[/] restarts in 200 ms (restart 1 in a row)", text);
        Assert.Contains("↻ Algo restarts after The [red]Engine[/]", text);
        Assert.Contains("The [red]Engine[/] started again, pid 12", text);
        Assert.Equal(2, text.Split("✓ 1/3 The").Length - 1);
    }

    [Fact]
    public void The_verdict_of_a_failed_run_names_the_consequences_and_does_not_repeat_the_last_lines()
    {
        var cause = new Problem(ProblemKind.Crashed, "engine was ended by SIGSEGV", "engine");
        var text = Print(
            follow: false,
            new ComponentStarting(11, 1)
            {
                At = Noon,
                Elapsed = S(0),
                Component = "engine",
            },
            new ComponentOutput(OutputStream.Stdout, "assertion failed")
            {
                At = Noon,
                Elapsed = S(1),
                Component = "engine",
            },
            new RunFinished(RunOutcome.Failed, 1, cause, "/runs/1")
            {
                At = Noon,
                Elapsed = S(2),
                FirstCause = new FirstCause
                {
                    Problem = cause,
                    LastLines = ["assertion failed"],
                    Followed = ["algo exited with code 1 after 12 ms"],
                },
            }
        );
        Assert.Contains(
            "failed: The [red]Engine[/] (engine) was ended by SIGSEGV. What followed: Algo (algo) exited with code 1 after 12 ms. ·",
            text
        );
        Assert.Equal(2, text.Split("assertion failed").Length);
    }

    [Fact]
    public void Lines_that_the_live_view_skipped_are_printed_as_a_hint()
    {
        var text = Print(follow: false, Raised(ProblemKind.LinesSkipped, "the live view skipped 3 lines; the logs have them all"));
        Assert.Contains("12:00:00.000 ! the live view skipped 3 lines", text);
        Assert.DoesNotContain("✗", text);
    }

    [Fact]
    public void With_quiet_problems_are_printed_and_hints_are_not()
    {
        var text = PrintQuietly(
            Raised(ProblemKind.LinesSkipped, "the live view skipped 3 lines; the logs have them all"),
            Raised(ProblemKind.StopIgnored, "engine ignored SIGTERM for 2s: killed")
        );
        Assert.DoesNotContain("skipped", text);
        Assert.Contains("✗ The [red]Engine[/] (engine) ignored SIGTERM", text);
    }

    [Fact]
    public void A_killed_component_is_not_marked_with_a_tick()
    {
        var text = Print(
            follow: false,
            new ComponentStarting(11, 1)
            {
                At = Noon,
                Elapsed = S(0),
                Component = "engine",
            },
            new ComponentStopping(UnixSignal.SIGTERM)
            {
                At = Noon,
                Elapsed = S(1),
                Component = "engine",
            },
            new ComponentKilled
            {
                At = Noon,
                Elapsed = S(3),
                Component = "engine",
            },
            new ComponentExited(ExitStatus.Signalled(UnixSignal.SIGKILL))
            {
                At = Noon,
                Elapsed = S(3.012),
                Component = "engine",
            }
        );
        Assert.Contains("12:00:00.000 ✗ The [red]Engine[/] was ended by SIGKILL (2.0 s)", text);
        Assert.DoesNotContain("✓", text);
    }

    [Fact]
    public void A_component_whose_stop_signal_is_SIGKILL_is_marked_with_a_tick_when_it_is_killed()
    {
        var text = Print(
            follow: false,
            new ComponentStarting(12, 1)
            {
                At = Noon,
                Elapsed = S(0),
                Component = "cache",
            },
            new ComponentStopping(UnixSignal.SIGKILL)
            {
                At = Noon,
                Elapsed = S(1),
                Component = "cache",
            },
            new ComponentExited(ExitStatus.Signalled(UnixSignal.SIGKILL))
            {
                At = Noon,
                Elapsed = S(1.012),
                Component = "cache",
            }
        );
        Assert.Contains("✓ Cache was ended by SIGKILL (12 ms)", text);
    }

    [Fact]
    public void The_start_says_what_runs_with_which_arguments_on_which_endpoints_and_how_large_its_files_are()
    {
        var file = Path.GetTempFileName();
        File.WriteAllBytes(file, new byte[3 << 20]);
        var plan = RunPlan
            .Create("test", "/")
            .Add(
                new ComponentSpec
                {
                    Name = "feed",
                    Title = "The Feed",
                    Command = "/opt/exchange/of/the/house/bin/feed",
                    Args = ["--for", "{duration}", "two words"],
                    WorkingDirectory = "/",
                    Requires = new Requirements { Files = [file], FreePorts = [new PortRequirement(TransportProtocol.Udp, 12345)] },
                    Ready = new Readiness { Probes = [Probe.TcpListen(9000)] },
                }
            )
            .For(TimeSpan.FromSeconds(30))
            .Build();
        var console = new TestConsole().Width(200);
        new StepPrinter(console, new StepOptions { IsInteractive = true }).Begin(plan);
        File.Delete(file);
        Assert.Contains("test: 1 component, 30s · Ctrl+C stops", console.Output, StringComparison.Ordinal);
        Assert.Contains(
            $"The Feed (feed)  …/bin/feed --for 30 'two words' · tcp:9000 · udp:12345 · {Path.GetFileName(file)} 3.0 MiB",
            console.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_plan_of_a_thousand_components_begins_with_a_few_lines()
    {
        var plan = RunPlan.Create("test").For(TimeSpan.FromSeconds(30));
        for (var number = 0; number < 1000; number++)
            plan.Add($"c-{number}", component => component.Run("sleep"));
        var console = new TestConsole().Width(100);
        new StepPrinter(console, new StepOptions()).Begin(plan.Build());
        Assert.Contains("c-0 + c-1 + c-2 + c-3 + 996 more", console.Output, StringComparison.Ordinal);
        Assert.Contains("… 989 more: beacon plan", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_lines_of_a_failed_component_that_are_on_the_screen_already_are_not_printed_again()
    {
        var cause = new Problem(ProblemKind.Crashed, "engine exited with code 1", "engine");
        var text = Print(
            follow: false,
            Output(OutputStream.Stdout, "loading"),
            Output(OutputStream.Stderr, "Traceback: no such key"),
            new RunFinished(RunOutcome.Failed, 1, cause, "/runs/1") { At = Noon, Elapsed = S(2) }
        );
        Assert.Contains("last lines of The [red]Engine[/]:\n  | loading\n", text);
        Assert.Equal(2, text.Split("Traceback").Length);
    }

    [Fact]
    public void A_component_whose_message_about_its_port_comes_after_its_exit_is_told_once_who_holds_it()
    {
        var cause = new Problem(ProblemKind.Crashed, "engine exited with code 1", "engine");
        var text = Print(
            Options with
            {
                HolderOf = port => port.Port == 9321 ? "nginx (pid 4711)" : null,
            },
            new ProblemRaised(cause) { At = Noon, Elapsed = S(1) },
            Output(OutputStream.Stderr, "bind: Address already in use :9321"),
            new RunFinished(RunOutcome.Failed, 1, cause, "/runs/1") { At = Noon, Elapsed = S(2) }
        );
        Assert.Equal(2, text.Split("port tcp:9321 is held by nginx (pid 4711): end that program").Length);
    }

    [Fact]
    public void In_the_log_of_GitHub_the_steps_are_a_group_and_a_failure_is_an_error_of_the_job()
    {
        var cause = new Problem(ProblemKind.Crashed, "algo exited with code 1:\n100% broken", "algo");
        var lines = Print(
                Options with
                {
                    IsGrouped = true,
                },
                new ProblemRaised(cause) { At = Noon, Elapsed = S(1) },
                new RunFinished(RunOutcome.Failed, 1, cause, "/runs/1") { At = Noon, Elapsed = S(2) }
            )
            .Split('\n');
        Assert.Equal("::group::Beacon test", lines[0]);
        Assert.Contains("::endgroup::", lines);
        Assert.Contains("::error title=test::Algo (algo) exited with code 1:%0A100%25 broken", lines);
    }

    [Fact]
    public void A_completed_run_ends_with_what_has_changed_and_with_its_report()
    {
        var text = Print(
            Options with
            {
                EarlierOf = record => new EarlierRun
                {
                    Id = $"before {record}",
                    StartedAt = Noon - TimeSpan.FromMinutes(5),
                    HasSamePlan = true,
                    Changes =
                    [
                        new(new StatisticKey("algo", "Latency", "Mean"), "30 µs", "60 µs", 1, Better.Lower),
                        new(new StatisticKey("algo", "Latency", "P50"), "20 µs", "25 µs", 0.25, Better.Lower),
                        new(new StatisticKey("algo", "Latency", "Max"), "90 µs", "990 µs", 10, Better.Lower),
                        new(new StatisticKey("algo", "", "Rate"), "10 msgs/s", "10.1 msgs/s", 0.01, Better.Higher),
                    ],
                },
            },
            new StatisticReported(new Statistic("algo", "", "Orders", 5, "", "5"), true)
            {
                At = Noon,
                Elapsed = S(2),
                Component = "algo",
            },
            new RunFinished(RunOutcome.Completed, 0, null, "/runs/1") { At = Noon, Elapsed = S(2) }
        );
        Assert.Contains("since before /runs/1 (5 min ago): Latency P50 20 µs → 25 µs (+25 %); one run each is no proof", text);
        Assert.EndsWith("completed · 2.0 s · exit code 0 · record /runs/1\nreport /runs/1/report.html\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hint_about_buffered_output_is_shown_of_a_component_that_works_and_not_of_one_that_waits()
    {
        var hint = Raised(ProblemKind.OutputBuffered, "engine has printed nothing");
        Assert.DoesNotContain("printed nothing", Print(follow: false, hint), StringComparison.Ordinal);
        var busy = new ResourcesSampled(new ResourceUsage(TimeSpan.Zero, 0, 1, 1), 0.5)
        {
            At = Noon,
            Elapsed = S(1),
            Component = "engine",
        };
        Assert.Contains("printed nothing", Print(follow: false, busy, hint), StringComparison.Ordinal);
    }

    private static ComponentOutput Output(OutputStream stream, string line) =>
        new(stream, line)
        {
            At = Noon,
            Elapsed = S(1),
            Component = "engine",
        };

    private static ProblemRaised Raised(ProblemKind kind, string message) =>
        new(new Problem(kind, message, "engine")) { At = Noon, Elapsed = S(1) };

    private static string Print(bool follow, params RunEvent[] events) => Print(follow, quiet: false, events);

    private static string PrintQuietly(params RunEvent[] events) => Print(follow: false, quiet: true, events);

    private static string Print(bool follow, bool quiet, RunEvent[] events) =>
        Print(Options with { Follow = follow, Quiet = quiet }, events);

    private static string Print(StepOptions options, params RunEvent[] events)
    {
        var console = new TestConsole().Width(200).SupportsAnsi(false);
        var printer = new StepPrinter(console, options);
        printer.Begin(Plan);
        foreach (var runEvent in events)
            printer.Print(runEvent);
        return console.Output;
    }

    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);
}
