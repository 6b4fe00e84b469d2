namespace Beacon.Plans.Tests;

public sealed class ComponentGraphSpecs : IDisposable
{
    private readonly PlanFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_dependency_that_does_not_exist_names_the_nearest_one()
    {
        var problem = _folder.RefusedOnce(
            """
            beacon.components {
              matching-engine { command = a }
              algorithm { command = b, depends-on = ["matchng-engine"] }
            }
            """
        );

        Assert.Equal(
            "beacon.components.algorithm.depends-on: no component \"matchng-engine\"; did you mean \"matching-engine\"? (plan.conf:3)",
            problem.ToString()
        );
    }

    [Fact]
    public void A_dependency_on_a_disabled_component_is_refused()
    {
        var problem = _folder.RefusedOnce("beacon.components { a { command = a, enabled = off }, b { command = b, depends-on = [a] } }");

        Assert.Equal("beacon.components.b.depends-on", problem.Path);
        Assert.Contains("component \"a\" is disabled", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_component_that_depends_on_itself_is_refused()
    {
        var problem = _folder.RefusedOnce("beacon.components.a { command = a, depends-on = [a] }");

        Assert.Equal("beacon.components.a.depends-on", problem.Path);
        Assert.Contains("can't depend on itself", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cycle_is_reported_with_the_components_along_it()
    {
        var problems = _folder.Refused(
            """
            beacon.components {
              a { command = a, depends-on = [b] }
              b { command = b, depends-on = [c] }
              c { command = c, depends-on = [a] }
              x { command = x, depends-on = [y] }
              y { command = y, depends-on = [x] }
            }
            """
        );

        Assert.Equal(["beacon.components.a.depends-on", "beacon.components.x.depends-on"], problems.Select(problem => problem.Path));
        Assert.Contains("a → b → c → a", problems[0].Message, StringComparison.Ordinal);
        Assert.Contains("x → y → x", problems[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dependencies_are_read_as_a_list_and_as_an_object()
    {
        var plan = _folder.Read(
            """
            beacon.components {
              d { command = d, depends-on = [a, a, b] }
              e { command = e, depends-on { a = ready, b = started, c = completed } }
              a { command = a }, b { command = b }, c { command = c }
            }
            """
        );

        Assert.Equal(
            [new Dependency("a", DependencyCondition.Ready), new Dependency("b", DependencyCondition.Ready)],
            plan.Component("d").DependsOn.AsEnumerable()
        );
        Assert.Equal(
            [
                new Dependency("a", DependencyCondition.Ready),
                new Dependency("b", DependencyCondition.Started),
                new Dependency("c", DependencyCondition.Completed),
            ],
            plan.Component("e").DependsOn.AsEnumerable()
        );
        Assert.Equal(["a", "b", "c", "d", "e"], plan.Components.Select(component => component.Name));
        Assert.Equal(2, plan.Levels.Length);
    }

    [Fact]
    public void An_unknown_condition_names_the_nearest()
    {
        var problem = _folder.RefusedOnce("beacon.components { a { command = a }, b { command = b, depends-on { a = redy } } }");

        Assert.Equal("beacon.components.b.depends-on.a", problem.Path);
        Assert.Equal("expected ready, started or completed, found \"redy\"; did you mean \"ready\"?", problem.Message);
    }

    [Fact]
    public void A_later_file_can_take_a_dependency_back()
    {
        _folder.Write("a.conf", "beacon.components { a { command = a }, b { command = b, depends-on { a = ready } } }");
        _folder.Write("b.conf", "beacon.components.b.depends-on.a = null");

        Assert.Empty(RunPlan.Load(_folder.Sources("a.conf", "b.conf")).Component("b").DependsOn);
    }

    [Fact]
    public void A_disabled_component_takes_no_part_and_may_be_unfinished()
    {
        var plan = _folder.Read("beacon.components { a { command = a }, draft { enabled = off, depends-on = [nowhere] } }");

        Assert.Equal(["a"], plan.Components.Select(component => component.Name));
    }

    [Fact]
    public void A_disabled_component_is_still_checked_for_unknown_keys() =>
        Assert.Equal(
            "beacon.components.b.tilte",
            _folder.RefusedOnce("beacon.components { a { command = a }, b { enabled = off, tilte = x } }").Path
        );

    [Theory]
    [InlineData("", "there are no components")]
    [InlineData("beacon.components { }", "there are no components")]
    [InlineData("beacon.components.a { command = a, enabled = off }", "all components are disabled")]
    public void A_plan_with_nothing_to_run_is_refused(string text, string message)
    {
        var problem = _folder.RefusedOnce(text);

        Assert.Equal("beacon.components", problem.Path);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_keeps_the_named_components_with_what_they_depend_on()
    {
        var sources = _folder.SourcesOf(
            "beacon.components { a { command = a }, b { command = b, depends-on = [a] }, "
                + "c { command = c, depends-on = [b] }, d { command = d } }"
        );

        Assert.Equal(["a", "b"], RunPlan.Load(sources with { Only = ["b"] }).Components.Select(component => component.Name));
        Assert.Equal(["a", "d", "b"], RunPlan.Load(sources with { Only = ["d", "b"] }).Components.Select(component => component.Name));
    }

    [Fact]
    public void Only_with_an_unknown_or_disabled_name_is_refused()
    {
        var sources = _folder.SourcesOf("beacon.components { algorithm { command = a }, off { command = b, enabled = off } }");

        Assert.Equal(
            [
                "--only algoritm: no component \"algoritm\"; did you mean \"algorithm\"?",
                "--only off: component \"off\" is disabled; set beacon.components.off.enabled = on",
            ],
            _folder.Refused(sources with { Only = ["algoritm", "off"] }).Select(problem => problem.ToString())
        );
    }
}
