namespace Beacon.Plans.Tests;

public class RunPlanBuilderSpecs
{
    private const string Hocon = """
        beacon {
          run { name = demo, duration = 30s }
          components {
            engine { command = exchange_matching_engine, args = ["9000"], ready { tcp-listen = 9000 } }
            algo {
              command = ./algo
              args = ["--quote", "a \"b\""]
              depends-on = [engine]
              ends-run = on
              statistics { from = "FINAL STATISTICS", live = ["MD=(?<md>[0-9]+)"] }
              alive { progress { statistic = md, within = 5s } }
              env { LEVEL = 3, GONE = null, EMPTY = "" }
              stop { signal = SIGINT, timeout = 3s }
            }
          }
        }
        """;

    private static RunPlanBuilder Demo =>
        RunPlan
            .Create("demo", "/srv")
            .For(TimeSpan.FromSeconds(30))
            .Add("engine", c => c.Run("exchange_matching_engine", "9000").ReadyWhen(Probe.TcpListen(9000)))
            .Add(
                "algo",
                c =>
                    c.Run("./algo", "--quote", "a \"b\"")
                        .DependsOn("engine")
                        .EndsRun()
                        .ReadsStatistics()
                        .Counts("MD=(?<md>[0-9]+)")
                        .AliveWhile(Probe.Progress("md", TimeSpan.FromSeconds(5)))
                        .Environment("LEVEL", "3")
                        .Environment("GONE", null)
                        .Environment("EMPTY", "")
                        .StopsOn(UnixSignal.SIGINT, within: TimeSpan.FromSeconds(3))
            )
            .RecordsIn("/srv/runs");

    [Fact]
    public void A_plan_in_code_and_the_same_in_HOCON_are_equal()
    {
        var written = RunPlan.Parse(Hocon, "/srv").With(run => run.RecordsIn("/srv/runs"));

        Assert.Equal(written.ToHocon(), Demo.Build().ToHocon());
        Assert.Equal(PlanFolder.Everything(written), PlanFolder.Everything(Demo.Build()));
    }

    [Fact]
    public void A_plan_comes_back_from_its_own_HOCON() =>
        Assert.Equal(Demo.Build().ToHocon(), RunPlan.Parse(Demo.Build().ToHocon()).ToHocon());

    [Fact]
    public void A_secret_is_kept_in_HOCON_although_a_record_masks_it()
    {
        var plan = RunPlan.Create().Add("app", c => c.Run("app").Environment("API_KEY", "hunter2")).Build();

        Assert.Equal("hunter2", RunPlan.Parse(plan.ToHocon()).Component("app").Environment["API_KEY"]);
        Assert.DoesNotContain("hunter2", plan.ToHocon(maskSecrets: true), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_from_values_is_the_same_as_from_HOCON()
    {
        var plan = RunPlan.FromValues(
            new Dictionary<string, object?>
            {
                ["run"] = new Dictionary<string, object?>
                {
                    ["name"] = "demo",
                    ["duration"] = "30s",
                    ["results"] = "/srv/runs",
                },
                ["components"] = new Dictionary<string, object?>
                {
                    ["app"] = new Dictionary<string, object?>
                    {
                        ["command"] = "./app",
                        ["args"] = new[] { "--port", "9000" },
                        ["ends-run"] = true,
                        ["limits"] = new Dictionary<string, object?> { ["nofile"] = 64, ["nice"] = null },
                    },
                },
            },
            "/srv"
        );

        var app = plan.Component("app");
        Assert.Equal(("demo", TimeSpan.FromSeconds(30), "/srv/runs"), (plan.Name, plan.Duration, plan.Results));
        Assert.Equal(("/srv/app", true, 64, null), (app.Command, app.EndsRun, app.Limits.OpenFiles, app.Limits.Nice));
        Assert.Equal(["--port", "9000"], app.Args.AsEnumerable());
    }

    [Fact]
    public void Values_without_components_are_refused_as_in_HOCON() =>
        Assert.Contains(
            "beacon.components: there are no components",
            Assert.Throws<InvalidPlanException>(() => RunPlan.FromValues(new Dictionary<string, object?>())).Message
        );

    [Fact]
    public void Paths_start_from_the_folder_that_was_named()
    {
        var plan = RunPlan
            .Create("demo", "/srv")
            .Add("app", c => c.Run("./app").In("work").RequiresFiles("data.bin"))
            .RecordsIn("kept")
            .Build();

        var app = plan.Component("app");
        Assert.Equal(("/srv/app", "/srv/work", "/srv/kept"), (app.Command, app.WorkingDirectory, plan.Results));
        Assert.Equal("/srv/data.bin", Assert.Single(app.Requires.Files));
    }

    [Fact]
    public void All_problems_of_a_built_plan_are_reported_together_with_their_HOCON_paths()
    {
        var refused = Assert.Throws<InvalidPlanException>(() =>
            RunPlan
                .Create("no name")
                .For(TimeSpan.FromSeconds(-1))
                .Add("engine", c => c.ReadyWhen(Probe.TcpListen(70_000)))
                .Add("algo", c => c.Run("algo").DependsOn("engin").SucceedsWith(256))
                .Build()
        );

        Assert.Equal(
            [
                "beacon.run.name",
                "beacon.run.duration",
                "beacon.components.engine.command",
                "beacon.components.engine.ready.tcp-listen",
                "beacon.components.algo.depends-on",
                "beacon.components.algo.success-exit-codes",
            ],
            refused.Problems.Select(problem => problem.Path)
        );
        Assert.Contains("no component \"engin\"; did you mean \"engine\"?", refused.Message);
        Assert.Contains("is missing; name the program", refused.Message);
        Assert.DoesNotContain("()", refused.Message);
    }

    [Theory]
    [InlineData("bad name")]
    [InlineData("")]
    [InlineData("$a")]
    [InlineData("-x")]
    [InlineData("a/b")]
    [InlineData("Ünicode")]
    public void A_name_that_no_actor_can_have_is_refused(string name)
    {
        var refused = Assert.Throws<InvalidPlanException>(() => RunPlan.Create().Add(name, c => c.Run("app")).Build());

        Assert.Contains(
            $"\"{name}\" is no name; use letters, digits, _ and -, with a letter or digit first",
            Assert.Single(refused.Problems).Message
        );
    }

    [Fact]
    public void A_name_that_is_used_twice_is_refused()
    {
        var refused = Assert.Throws<InvalidPlanException>(() =>
            RunPlan.Create().Add("app", c => c.Run("a")).Add("app", c => c.Run("b")).Build()
        );

        Assert.Equal("beacon.components.app: the name is used more than once; give each component a name of its own", refused.Message);
    }

    [Fact]
    public void Two_probes_of_a_kind_are_refused_rather_than_one_of_them_forgotten()
    {
        var refused = Assert.Throws<InvalidPlanException>(() =>
            RunPlan.Create().Add("app", c => c.Run("app").ReadyWhen(Probe.Log("a"), Probe.Log("b"))).Build()
        );

        Assert.Equal("beacon.components.app.ready.log", Assert.Single(refused.Problems).Path);
    }

    [Fact]
    public void A_builder_builds_several_plans_and_later_calls_do_not_change_them()
    {
        var builder = Demo;
        var first = builder.Build();
        var second = builder.Build();
        builder.For(TimeSpan.FromHours(1)).Add("late", c => c.Run("late"));

        Assert.NotSame(first, second);
        Assert.NotEqual(first, second);
        Assert.Equal(first.ToHocon(), second.ToHocon());
        Assert.Equal(2, first.Components.Length);
        Assert.Equal(TimeSpan.FromSeconds(30), first.Duration);
        Assert.Equal(3, builder.Build().Components.Length);
    }

    [Fact]
    public void Levels_follow_the_components_that_a_copy_was_given()
    {
        var plan = Demo.Build();
        Assert.Equal(2, plan.Levels.Length);

        Assert.Single(plan.With(run => run.Remove("algo")).Levels);
        Assert.Equal(2, plan.Levels.Length);
    }

    [Fact]
    public void A_plan_that_is_changed_to_an_invalid_one_is_refused()
    {
        var plan = Demo.Build();

        var refused = Assert.Throws<InvalidPlanException>(() => plan.With(run => run.Remove("engine").Add(plan.Component("algo"))));

        Assert.Equal(["beacon.components.algo", "beacon.components.algo.depends-on"], refused.Problems.Select(problem => problem.Path));
    }

    [Fact]
    public void A_changed_plan_keeps_its_sources_and_all_that_is_not_changed()
    {
        var plan = Demo.StartWithin(TimeSpan.FromSeconds(3))
            .FinishWithin(TimeSpan.FromSeconds(4))
            .DrainWithin(TimeSpan.FromSeconds(5))
            .SampleEvery(TimeSpan.FromMilliseconds(20))
            .OnFailure(FailurePolicy.Continue)
            .Engine(EngineKind.Tools)
            .Cores(0, 1)
            .Tolerate("algo.*", Tolerance.Default)
            .Build() with
        {
            Sources = ["plan.conf"],
        };

        var changed = plan.With(run => run.UntilStopped());

        Assert.Null(changed.Duration);
        Assert.Equal(["plan.conf"], changed.Sources.AsEnumerable());
        Assert.Equal(plan.ToHocon(), changed.With(run => run.For(TimeSpan.FromSeconds(30))).ToHocon());
        Assert.Equal(
            (TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(20)),
            (changed.StartTimeout, changed.FinishTimeout, changed.DrainTimeout, changed.SampleInterval)
        );
        Assert.Equal((FailurePolicy.Continue, EngineKind.Tools), (changed.OnFailure, changed.Engine));
        Assert.Equal([0, 1], changed.Cores.AsEnumerable());
        Assert.Equal("algo.*=0.5%", $"{Assert.Single(changed.Comparison)}");
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("1.2.3:80")]
    [InlineData("127.0.0.1:0")]
    public void An_invalid_endpoint_is_refused_by_the_probe(string endpoint) =>
        Assert.Contains($"found \"{endpoint}\"", Assert.Throws<ArgumentException>(() => Probe.TcpListen(endpoint)).Message);
}
