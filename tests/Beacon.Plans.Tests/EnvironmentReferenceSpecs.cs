namespace Beacon.Plans.Tests;

public sealed class EnvironmentReferenceSpecs : IDisposable
{
    private readonly PlanFolder _folder = new();

    public EnvironmentReferenceSpecs()
    {
        _folder.Environment["LEVEL"] = "3";
        _folder.Environment["TOOLS"] = "/opt/tools";
        _folder.Environment["ODD"] = "a \"b\" # ${LEVEL} \\ } ]\n$";
        _folder.Environment["NOTHING"] = "null";
        _folder.Environment["EMPTY"] = "";
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("${LEVEL}", "3")]
    [InlineData("${?LEVEL}", "3")]
    [InlineData("${ LEVEL }", "3")]
    [InlineData("level ${LEVEL} of 5", "level 3 of 5")]
    [InlineData("${TOOLS}/bin", "/opt/tools/bin")]
    [InlineData("${TOOLS}\"/bin\"", "/opt/tools/bin")]
    [InlineData("${LEVEL} ${LEVEL}", "3 3")]
    [InlineData("x${?UNSET}y", "xy")]
    [InlineData("${ODD}", "a \"b\" # ${LEVEL} \\ } ]\n$")]
    [InlineData("${NOTHING}", "null")]
    [InlineData("${EMPTY}", "")]
    [InlineData("\"${LEVEL}\"", "${LEVEL}")]
    [InlineData("\"\"\"${LEVEL}\"\"\"", "${LEVEL}")]
    public void A_reference_outside_of_quotes_is_replaced(string value, string expected) =>
        Assert.Equal(expected, _folder.ReadApp($"title = {value}").Title);

    [Fact]
    public void A_variable_that_is_not_set_names_file_line_and_the_way_out()
    {
        var problem = _folder.RefusedApp("args = [${UNSET}]");

        Assert.Equal("plan.conf:3", problem.Path);
        Assert.Equal("${UNSET}: the environment variable UNSET is not set; set it, or write ${?UNSET} to do without", problem.Message);
    }

    [Fact]
    public void A_variable_that_is_not_set_causes_no_further_problem_and_hides_none()
    {
        var problems = _folder.Refused(
            """
            beacon.run.duration = ${UNSET}
            beacon.components.app {
              command = ${BIN}
              stop { timeout = ${UNSET}, signal = SIGTREM }
              ready { tcp-listen = ${PORT}, log = ${UNSET}, exec = ${UNSET}, file = "${x}/"${UNSET} }
              depends-on = ${UNSET}
              args = ${UNSET}
              env = ${UNSET}
              statistics { live = [${UNSET}] }
            }
            """
        );

        // One for each line and variable.
        Assert.Equal(9, problems.Count(problem => problem.Message.Contains("is not set", StringComparison.Ordinal)));
        Assert.Equal(
            "beacon.components.app.stop.signal",
            Assert.Single(problems, problem => !problem.Message.Contains("is not set", StringComparison.Ordinal)).Path
        );
    }

    [Fact]
    public void An_optional_variable_that_is_not_set_leaves_field_and_element_out()
    {
        var app = _folder.ReadApp("title = First\ntitle = ${?UNSET}\nargs = [a, ${?UNSET}, b]\nenv { A = ${?UNSET}, B = 1 }");

        Assert.Equal("First", app.Title);
        Assert.Equal(["a", "b"], app.Args.AsEnumerable());
        Assert.Equal(["B"], app.Environment.Keys.AsEnumerable());
    }

    [Fact]
    public void A_key_at_the_root_of_the_file_wins_over_a_variable_of_its_name() =>
        Assert.Equal(
            "mine",
            _folder.Read("beacon.components.app { command = app, title = ${LEVEL} }\nLEVEL = mine").Component("app").Title
        );

    [Fact]
    public void References_to_keys_are_resolved_and_joined()
    {
        var app = _folder
            .Read(
                """
                shared { args = [a, b], port = 9000, ready { after = 1s } }
                beacon.components.app {
                  command = app
                  title = "on port "${shared.port} now
                  args = ${shared.args} [c ${shared.port}]
                  ready = ${shared.ready}
                }
                """
            )
            .Component("app");

        Assert.Equal("on port 9000 now", app.Title);
        Assert.Equal(["a", "b", "c 9000"], app.Args.AsEnumerable());
        Assert.Equal(new AfterProbe(TimeSpan.FromSeconds(1)), Assert.Single(app.Ready.Probes));
    }

    [Fact]
    public void A_reference_to_a_key_that_is_not_there_names_the_nearest()
    {
        var problem = _folder.RefusedOnce($"shared {{ port = 1 }}\nx = ${{shared.prot}}\n{PlanFolder.Least}");

        Assert.Equal("plan.conf:2", problem.Path);
        Assert.Equal("${shared.prot}: there is no key shared.prot in this file; did you mean \"shared.port\"?", problem.Message);
    }

    [Fact]
    public void An_optional_reference_to_what_rested_on_an_unset_variable_is_left_out() =>
        Assert.Equal("app", _folder.Read("a = ${?UNSET}\nbeacon.components.app { command = app, title = ${?a} }").Component("app").Title);

    [Fact]
    public void A_root_key_that_only_refers_to_a_variable_of_its_name_reads_the_variable() =>
        Assert.Equal(
            "3",
            _folder.Read("LEVEL = ${?LEVEL}\nbeacon.components.app { command = app, title = ${LEVEL} }").Component("app").Title
        );

    [Fact]
    public void An_optional_reference_to_a_key_whose_value_is_a_reference_is_resolved() =>
        Assert.Equal(
            "3",
            _folder.Read("x { level = ${LEVEL} }\nbeacon.components.app { command = app, title = ${?x.level} }").Component("app").Title
        );

    [Fact]
    public void An_optional_reference_that_comes_to_nothing_leaves_an_earlier_value() =>
        Assert.Equal(
            "First",
            _folder
                .Read("x { y = ${?UNSET}, z = ${?x.y} }\nbeacon.components.app { command = app, title = First, title = ${?x.z} }")
                .Component("app")
                .Title
        );

    [Theory]
    [InlineData("${?a.x}${LEVEL}", "3")]
    [InlineData("${LEVEL}${?a.x}", "3")]
    [InlineData("${?a.x} ${a.other}", "1")]
    public void An_optional_reference_of_a_key_to_itself_beside_other_references_stands_for_nothing(string value, string expected) =>
        Assert.Equal(
            expected,
            _folder
                .Read($"a {{ x = {value}, other = 1 }}\nbeacon.components.app {{ command = app, title = ${{a.x}} }}")
                .Component("app")
                .Title
        );

    [Theory]
    [InlineData("a { x = 1 }\nb { y = ${a.x} }\na.x = 2", "2")]
    [InlineData("b { y = ${a.x} }\na { x = 1 }", "1")]
    [InlineData("a { x = 1 }\nb { y = ${a.x}, y = 5 }", "5")]
    [InlineData("a { x = 1 }\nb { y = 5, y = ${a.x} }", "1")]
    [InlineData("a { x = 1 }\nb { y = ${a.x}-${LEVEL} ${?a.nope}end }", "1-3end")]
    [InlineData("a { x = 1, z = ${a.x}${a.x} }\nb { y = ${a.z} }", "11")]
    [InlineData("a { x = null }\nb { y = \"-\"${a.x}- }", "--")]
    public void A_reference_to_a_key_stands_for_its_final_value(string file, string expected) =>
        Assert.Equal(expected, _folder.Read($"{file}\nbeacon.components.app {{ command = app, title = ${{b.y}} }}").Component("app").Title);

    [Fact]
    public void A_referenced_object_has_the_fields_that_are_added_to_it_later()
    {
        var app = _folder
            .Read("shared { A = 1 }\nbeacon.components.app { command = app, env = ${shared} }\nshared { B = ${LEVEL} }\nshared.A = 2")
            .Component("app");

        Assert.Equal(("2", "3"), (app.Environment["A"], app.Environment["B"]));
    }

    [Fact]
    public void References_within_lists_are_resolved_and_the_optional_ones_without_a_value_left_out()
    {
        var app = _folder.Read(
            "shared { args = [a, ${LEVEL}] }\n"
                + "beacon.components.app { command = app, args = [${LEVEL}, ${?UNSET}, ${?shared.nope}] ${shared.args} }"
        );

        Assert.Equal(["3", "a", "3"], app.Component("app").Args.AsEnumerable());
    }

    [Fact]
    public void An_empty_variable_before_a_list_changes_nothing() =>
        Assert.Equal(["a"], _folder.ReadApp("args = ${EMPTY} [a]").Args.AsEnumerable());

    [Fact]
    public void A_variable_with_a_text_before_a_list_is_refused() =>
        Assert.Equal(
            "plan.conf:3: beacon.components.app.args: a list stands right after a text; put a comma or a line end between",
            _folder.RefusedApp("args = ${LEVEL} [a]").ToString()
        );

    [Fact]
    public void A_reference_in_a_value_that_is_replaced_later_does_not_matter() =>
        Assert.Equal("end", _folder.ReadApp("title = ${beacon.nope}\ntitle = end").Title);

    [Fact]
    public void A_reference_to_a_key_whose_object_was_replaced_is_refused() =>
        Assert.Equal(
            "plan.conf:3: ${a.x}: there is no key a.x in this file",
            _folder.RefusedOnce($"a {{ x = 1 }}\na = 5\nb = ${{a.x}}\n{PlanFolder.Least}").ToString()
        );

    [Fact]
    public void A_long_chain_of_references_is_refused_instead_of_a_stack_overflow()
    {
        foreach (var mark in new[] { "", "?" })
        {
            var chain = Enumerable.Range(0, 3000).Select(index => $"k{index} = ${{{mark}x.k{index + 1}}}");
            var problems = _folder.Refused($"x {{\n{string.Join('\n', chain)}\nk3000 = 1\n}}\n{PlanFolder.Least}");
            Assert.Contains(problems, problem => problem.Message.Contains("nested more than 512 deep", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_problem_in_a_referenced_value_has_the_line_of_that_value()
    {
        var problem = _folder.RefusedOnce("port = 70000\nbeacon.components.app { command = app, ready { tcp-listen = ${port} } }");

        Assert.Equal("beacon.components.app.ready.tcp-listen", problem.Path);
        Assert.Equal("plan.conf:1", problem.Location);
    }
}
