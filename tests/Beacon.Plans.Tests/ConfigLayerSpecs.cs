namespace Beacon.Plans.Tests;

/// <summary>Files over files, settings over files, and what paths are relative to.</summary>
public sealed class ConfigLayerSpecs : IDisposable
{
    private readonly PlanFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_later_file_wins_objects_merge_and_lists_are_replaced()
    {
        _folder.Write(
            "a.conf",
            "beacon.components.app { command = app, args = [a, b], env { A = 1, B = 2 }, stop { timeout = 5s, signal = SIGINT } }"
        );
        _folder.Write("b.conf", "beacon.components.app { args = [c], env { B = 3, C = 4 }, stop { timeout = 7s } }");

        var app = RunPlan.Load(_folder.Sources("a.conf", "b.conf")).Component("app");

        Assert.Equal(["c"], app.Args.AsEnumerable());
        Assert.Equal("A=1 B=3 C=4", string.Join(' ', app.Environment.Select(entry => $"{entry.Key}={entry.Value}")));
        Assert.Equal((UnixSignal.SIGINT, TimeSpan.FromSeconds(7)), (app.Stop.Signal, app.Stop.Timeout));
    }

    [Fact]
    public void Null_takes_a_value_back_to_its_default()
    {
        _folder.Write(
            "a.conf",
            "beacon.components { app { command = app, title = App, ready { tcp-listen = 1, timeout = 1s }, "
                + "statistics { from = X } }, gone { } }"
        );
        _folder.Write(
            "b.conf",
            "beacon.components { app { title = null, ready { tcp-listen = null, timeout = null }, statistics = null }, gone = null }"
        );

        var plan = RunPlan.Load(_folder.Sources("a.conf", "b.conf"));

        Assert.Equal("app", Assert.Single(plan.Components).Title);
        Assert.Empty(plan.Components[0].Ready.Probes);
        Assert.Equal(TimeSpan.FromSeconds(10), plan.Components[0].Ready.Timeout);
        Assert.Null(plan.Components[0].Statistics);
    }

    [Fact]
    public void Null_removes_an_environment_variable() => Assert.Null(_folder.ReadApp("env { A = null }").Environment["A"]);

    [Fact]
    public void Component_defaults_lie_under_every_component_of_every_file()
    {
        _folder.Write("a.conf", "beacon.components { one { command = one, stop { signal = SIGINT } }, two { command = two } }");
        _folder.Write("b.conf", "beacon.component-defaults { stop { signal = SIGHUP, timeout = 9s }, env { ALL = 1 } }");

        var plan = RunPlan.Load(_folder.Sources("a.conf", "b.conf"));

        Assert.Equal((UnixSignal.SIGINT, TimeSpan.FromSeconds(9)), (plan.Component("one").Stop.Signal, plan.Component("one").Stop.Timeout));
        Assert.Equal((UnixSignal.SIGHUP, TimeSpan.FromSeconds(9)), (plan.Component("two").Stop.Signal, plan.Component("two").Stop.Timeout));
        Assert.All(plan.Components, component => Assert.Equal("1", component.Environment["ALL"]));
    }

    [Fact]
    public void A_wrong_default_is_reported_once_with_its_own_path()
    {
        var problem = _folder.RefusedOnce(
            "beacon.component-defaults.stop.timeout = 5\nbeacon.components { a { command = a }, b { command = b } }"
        );

        Assert.Equal("beacon.component-defaults.stop.timeout", problem.Path);
        Assert.Equal("plan.conf:1", problem.Location);
    }

    [Fact]
    public void Paths_start_from_the_folder_of_the_file_that_says_them()
    {
        _folder.Write(
            "a/a.conf",
            """
            beacon.components.app {
              command = "../bin/app"
              args = ["{config-dir}/data", "../untouched"]
              requires { files = ["in.txt", "/etc/hosts"] }
              ready { file = "ready", exec = ["./check", "./untouched"] }
            }
            """
        );
        _folder.Write("b/b.conf", "beacon.components.app { cwd = work, ready.file = \"{record}/ready\" }");

        var app = RunPlan.Load(_folder.Sources("a/a.conf", "b/b.conf")).Component("app");

        Assert.Equal($"{_folder.Root}/bin/app", app.Command);
        Assert.Equal([$"{_folder.Root}/a/data", "../untouched"], app.Args.AsEnumerable());
        Assert.Equal([$"{_folder.Root}/a/in.txt", "/etc/hosts"], app.Requires.Files.AsEnumerable());
        Assert.Equal($"{_folder.Root}/b/work", app.WorkingDirectory);
        Assert.Equal(["{record}/ready"], app.Ready.Probes.OfType<FileProbe>().Select(probe => probe.Path));
        Assert.Equal(
            [$"{_folder.Root}/a/check", "./untouched"],
            Assert.Single(app.Ready.Probes.OfType<ExecProbe>()).Command.AsEnumerable()
        );
    }

    [Fact]
    public void The_default_working_directory_is_the_folder_of_the_last_file()
    {
        _folder.Write("a/a.conf", PlanFolder.Least);
        _folder.Write("b/b.conf", "");

        Assert.Equal($"{_folder.Root}/b", RunPlan.Load(_folder.Sources("a/a.conf", "b/b.conf")).Component("app").WorkingDirectory);
    }

    [Fact]
    public void A_bare_command_is_left_to_PATH() => Assert.Equal("app", _folder.ReadApp("").Command);

    [Fact]
    public void Results_are_relative_to_the_current_directory()
    {
        _folder.Write("a/a.conf", $"beacon.run.results = records\n{PlanFolder.Least}");

        Assert.Equal($"{_folder.Root}/records", RunPlan.Load(_folder.Sources("a/a.conf")).Results);
        Assert.Equal($"{_folder.Root}/other", RunPlan.Load(_folder.Sources("a/a.conf") with { Results = "other" }).Results);
    }

    [Theory]
    [InlineData("beacon.components.app.title=New", "New")]
    [InlineData("beacon.components.app.title = New Title", "New Title")]
    [InlineData("beacon.components.app.title=\"quoted\"", "quoted")]
    [InlineData("beacon.components.app.title=a=b", "a=b")]
    [InlineData("beacon.components.app.title=http://x/#y", "http://x/#y")]
    [InlineData("beacon.components.app.title=a#b", "a#b")]
    [InlineData("beacon.components.app.title=a, b = c", "a, b = c")]
    [InlineData("beacon.components.app.title=[open", "[open")]
    [InlineData("beacon.components.app.title=} beacon { x = 1", "} beacon { x = 1")]
    [InlineData("beacon.components.app.title=", "")]
    [InlineData("beacon.components.app.title=null", "app")]
    [InlineData("beacon.components.app.title=${LEVEL}", "3")]
    public void A_setting_is_HOCON_where_it_parses_and_plain_text_else(string setting, string expected)
    {
        _folder.Environment["LEVEL"] = "3";

        Assert.Equal(
            expected,
            RunPlan
                .Load(_folder.SourcesOf("beacon.components.app { command = app, title = Old }") with { Settings = [setting] })
                .Component("app")
                .Title
        );
    }

    [Fact]
    public void Settings_take_lists_objects_and_quoted_keys_and_the_last_wins()
    {
        var app = RunPlan
            .Load(
                _folder.SourcesOf(PlanFolder.Least) with
                {
                    Settings =
                    [
                        "beacon.components.app.args=[a]",
                        "beacon.components.app.args=[b, \"c d\"]",
                        "beacon.components.app.env={ A = 1 }",
                        "beacon.components.app.env.\"B.C\"=2",
                        "beacon.components.app.command=bin/app",
                    ],
                }
            )
            .Component("app");

        Assert.Equal(["b", "c d"], app.Args.AsEnumerable());
        Assert.Equal(["A", "B.C"], app.Environment.Keys.AsEnumerable());
        Assert.Equal($"{_folder.Root}/bin/app", app.Command);
    }

    [Theory]
    [InlineData("beacon.run.duration", "write PATH=VALUE")]
    [InlineData("=5", "write PATH=VALUE")]
    [InlineData("a b=5", "write PATH=VALUE")]
    [InlineData("run.duration=5s", "there is no key run; did you mean \"beacon.run\"?")]
    [InlineData("becon.run.duration=5s", "there is no key becon; did you mean \"beacon\"?")]
    public void A_setting_that_sets_nothing_is_refused(string setting, string message)
    {
        var problem = Assert.Single(_folder.Refused(_folder.SourcesOf(PlanFolder.Least) with { Settings = [setting] }));

        Assert.Equal($"--set {setting}", problem.Path);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_value_in_a_setting_names_the_setting()
    {
        var problem = Assert.Single(_folder.Refused(_folder.SourcesOf(PlanFolder.Least) with { Settings = ["beacon.run.duraton=5s"] }));

        Assert.Equal("beacon.run.duraton", problem.Path);
        Assert.Equal("unknown key; did you mean \"duration\"?", problem.Message);
        Assert.StartsWith("--set beacon.run.duraton=5s", problem.Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("30", 30_000)]
    [InlineData("500ms", 500)]
    [InlineData("5m", 300_000)]
    public void The_duration_of_the_command_line_wins(string duration, int milliseconds) =>
        Assert.Equal(
            TimeSpan.FromMilliseconds(milliseconds),
            RunPlan.Load(_folder.SourcesOf($"beacon.run.duration = 9s\n{PlanFolder.Least}") with { Duration = duration }).Duration
        );

    [Fact]
    public void The_duration_of_the_command_line_may_be_infinite() =>
        Assert.Null(RunPlan.Load(_folder.SourcesOf(PlanFolder.Least) with { Duration = "infinite" }).Duration);

    [Fact]
    public void A_wrong_duration_of_the_command_line_is_refused() =>
        Assert.Equal("DURATION", Assert.Single(_folder.Refused(_folder.SourcesOf(PlanFolder.Least) with { Duration = "0" })).Path);

    [Fact]
    public void The_plan_names_its_sources() =>
        Assert.Equal(
            [$"{_folder.Root}/plan.conf", "--set beacon.run.name=x"],
            RunPlan.Load(_folder.SourcesOf(PlanFolder.Least) with { Settings = ["beacon.run.name=x"] }).Sources.AsEnumerable()
        );

    [Fact]
    public void A_file_that_is_missing_a_folder_or_not_UTF8_is_refused()
    {
        _folder.Write("sub/x.conf", "");
        File.WriteAllBytes(Path.Combine(_folder.Root, "binary.conf"), [0x61, 0x3D, 0xFF, 0xFE]);

        var problems = _folder.Refused(_folder.Sources("nope.conf", "sub", "binary.conf"));

        Assert.Equal(["nope.conf", "sub", "binary.conf"], problems.Select(problem => problem.Path));
        Assert.Contains($"looked for {_folder.Root}/nope.conf", problems[0].Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", problems[1].Message, StringComparison.Ordinal);
        Assert.Contains("not UTF-8 (byte 3)", problems[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_akka_sections_of_all_files_are_merged_for_the_actor_system()
    {
        _folder.Write("a.conf", $"akka {{ loglevel = DEBUG, actor.deployment {{ \"/a/*\" {{ router = x }} }} }}\n{PlanFolder.Least}");
        _folder.Write("b.conf", "akka.loglevel = INFO\nakka.loggers = [\"A.B, A\"]\nserilog.x = 1");

        Assert.Equal(
            """
            akka {
              loglevel = INFO
              actor {
                deployment {
                  "/a/*" {
                    router = x
                  }
                }
              }
              loggers = ["A.B, A"]
            }

            """,
            RunPlan.Load(_folder.Sources("a.conf", "b.conf")).AkkaHocon
        );
        Assert.Equal("", RunPlan.Load(_folder.SourcesOf(PlanFolder.Least)).AkkaHocon);
    }
}
