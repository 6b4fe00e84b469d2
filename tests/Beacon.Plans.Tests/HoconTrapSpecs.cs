namespace Beacon.Plans.Tests;

/// <summary>What other HOCON parsers accept silently, misread, or do not survive.</summary>
public sealed class HoconTrapSpecs : IDisposable
{
    private readonly PlanFolder _folder = new();

    public HoconTrapSpecs() => _folder.Environment["SET"] = "value";

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a { b=1")]
    [InlineData("}{ a=1")]
    [InlineData("hello world")]
    [InlineData("a += 2")]
    public void Broken_syntax_is_refused_with_its_line(string text) =>
        Assert.StartsWith("plan.conf:1", _folder.Refused($"{text}\n{PlanFolder.Least}")[0].Path, StringComparison.Ordinal);

    [Fact]
    public void An_environment_variable_is_resolved() => Assert.Equal("value", _folder.ReadApp("title = ${SET}").Title);

    [Fact]
    public void An_optional_variable_that_is_not_set_leaves_the_key_out() =>
        Assert.Equal("app", _folder.ReadApp("title = ${?UNSET}").Title);

    [Fact]
    public void An_optional_reference_to_a_missing_key_leaves_the_key_out() =>
        Assert.Equal("demo", _folder.Read($"beacon.run.name = demo\nbeacon.run.name = ${{?beacon.run.nope}}\n{PlanFolder.Least}").Name);

    [Fact]
    public void A_substitution_is_resolved_in_its_file_and_survives_the_merging()
    {
        _folder.Write("a.conf", "base = 7s\nbeacon.run.duration = ${base}");
        _folder.Write("b.conf", PlanFolder.Least);

        Assert.Equal(TimeSpan.FromSeconds(7), RunPlan.Load(_folder.Sources("a.conf", "b.conf")).Duration);
    }

    [Fact]
    public void All_syntax_errors_are_reported_with_their_lines() =>
        Assert.Equal(["plan.conf:2", "plan.conf:4"], _folder.Refused("a = 1\nb c\nd = 1\ne +=1").Select(problem => problem.Path));

    [Fact]
    public void A_comma_after_a_brace_is_read() =>
        Assert.Equal("x", _folder.Read("beacon { run { name = x }, components { app { command = app }, }, }").Name);

    [Theory]
    [InlineData("requires.free-ports = [tcp:9000]", ":")]
    [InlineData("ready.http = http://127.0.0.1", ":")]
    public void A_text_that_needs_quotes_is_refused_with_the_character_that_needs_them(string keys, string reserved)
    {
        var problem = _folder.RefusedApp(keys);

        Assert.Equal("plan.conf:3", problem.Path);
        Assert.Contains($"HOCON keeps {reserved} for itself; put the whole text in quotes", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_refusal_of_an_unknown_escape_names_the_ways_to_write_a_backslash()
    {
        var problem = _folder.RefusedApp("ready.log = \"\\d+\"");

        Assert.Equal("plan.conf:3", problem.Path);
        Assert.Contains("write \\\\d for a backslash, or put the text in triple quotes", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Include_is_refused() =>
        Assert.Contains("include is not supported", _folder.RefusedOnce("include \"x\"").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("-5s", "negative")]
    [InlineData("1h30m", "no unit that is known")]
    [InlineData("30", "has no unit; a duration needs a unit: 30s, 500ms, 5m")]
    [InlineData("infinite", "is not a duration")]
    public void A_duration_without_a_single_known_unit_is_refused(string duration, string message)
    {
        var problem = _folder.RefusedApp($"stop.timeout = {duration}");

        Assert.Equal("beacon.components.app.stop.timeout", problem.Path);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal("plan.conf:3", problem.Location);
    }

    [Fact]
    public void An_infinite_duration_is_read_as_none() =>
        Assert.Null(_folder.Read($"beacon.run.duration = infinite\n{PlanFolder.Least}").Duration);

    [Fact]
    public void A_quoted_null_is_a_text_and_an_unquoted_one_takes_the_key_back_to_its_default()
    {
        Assert.Equal("null", _folder.ReadApp("title = \"null\"").Title);
        Assert.Equal("app", _folder.ReadApp("title = null").Title);
    }

    [Fact]
    public void An_empty_list_with_a_blank_in_it_has_no_element() => Assert.Empty(_folder.ReadApp("args = [ ]").Args);

    [Fact]
    public void Blanks_in_quotes_are_kept() => Assert.Equal(" a ", _folder.ReadApp("title = \" a \"").Title);

    [Fact]
    public void Keys_keep_their_order_over_layers()
    {
        _folder.Write("a.conf", "beacon.components { b { command = b }, a { command = a } }");
        _folder.Write("b.conf", "beacon.components { c { command = c }, a { title = A } }");

        Assert.Equal(["b", "a", "c"], RunPlan.Load(_folder.Sources("a.conf", "b.conf")).Components.Select(component => component.Name));
    }

    [Fact]
    public void A_later_value_of_another_kind_replaces_the_earlier_one()
    {
        Assert.Equal(["x"], _folder.ReadApp("args { a = 1 }\nargs = [x]").Args.AsEnumerable());
        Assert.Equal("x", _folder.ReadApp("title { a = 1 }\ntitle = x").Title);
        Assert.Equal(["B"], _folder.ReadApp("env { A = 1 }\nenv = [x]\nenv { B = 2 }").Environment.Keys.AsEnumerable());
        Assert.Equal(["y"], _folder.ReadApp("args { a = 1 }\nargs = [x]\nargs = [y]").Args.AsEnumerable());
    }

    [Theory]
    [InlineData("a = [1]\na = ${a} [2]", "a → a")]
    [InlineData("a = 5\na = ${?a}", "a → a")]
    [InlineData("a { b = ${a} }", "a.b → a.b")]
    [InlineData("a { b = ${c} }\nc { d = ${a} }", "a.b → c.d → a.b")]
    public void A_reference_that_leads_back_to_itself_is_refused(string text, string cycle)
    {
        var problem = Assert.Single(_folder.Refused($"{text}\n{PlanFolder.Least}"));

        Assert.StartsWith("plan.conf:", problem.Path, StringComparison.Ordinal);
        Assert.Contains($"refers to itself: {cycle}", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a = ${a}")]
    [InlineData("a = ${b}\nb = ${c}\nc = ${a}")]
    public void A_reference_to_a_key_that_has_no_value_yet_is_refused(string text) =>
        Assert.All(
            _folder.Refused($"{text}\n{PlanFolder.Least}"),
            problem => Assert.StartsWith("plan.conf:", problem.Path, StringComparison.Ordinal)
        );

    [Fact]
    public void A_reference_that_would_be_lost_below_an_object_is_refused()
    {
        var problem = _folder.RefusedOnce($"base {{ x = 1 }}\na = ${{base}}\na.y = 2\n{PlanFolder.Least}");

        Assert.Equal("plan.conf:2", problem.Path);
        Assert.Contains("a is a reference here and an object in line 3", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_through_a_reference_is_refused()
    {
        var problem = _folder.RefusedOnce($"b {{ x = 1 }}\na = ${{b}}\nc = ${{a.x}}\n{PlanFolder.Least}");

        Assert.Equal("plan.conf:3", problem.Path);
        Assert.Contains("${a.x}", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_that_is_too_deep_is_refused()
    {
        Assert.Contains(
            "nested more than 64 deep",
            _folder.Refused($"a = {new string('[', 100_000)}")[0].Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "nested more than 64 deep",
            _folder.Refused(string.Concat(Enumerable.Repeat("a {", 100_000)))[0].Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "nested",
            Assert.Single(_folder.Refused($"{string.Join('.', Enumerable.Repeat("a", 100_000))} = 1")).Message,
            StringComparison.Ordinal
        );
    }
}
