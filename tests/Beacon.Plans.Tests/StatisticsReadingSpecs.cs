namespace Beacon.Plans.Tests;

public sealed class StatisticsReadingSpecs : IDisposable
{
    private readonly PlanFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_pattern_is_a_text_or_an_object_with_its_group_name_and_unit()
    {
        var statistics = _folder
            .ReadApp(
                """
                statistics {
                  format = regex
                  patterns = ["took (?<elapsed_s>[0-9.]+)"
                              { pattern = "(?<p>[0-9]+)% (?<value>[0-9]+)", group = L, name = "p{p}", unit = ms }]
                }
                """
            )
            .Statistics!;

        Assert.Equal(StatisticsFormat.Regex, statistics.Format);
        Assert.Equal(
            [
                new LinePattern(new OutputPattern("took (?<elapsed_s>[0-9.]+)")),
                new LinePattern(new OutputPattern("(?<p>[0-9]+)% (?<value>[0-9]+)"))
                {
                    Group = "L",
                    Name = "p{p}",
                    Unit = "ms",
                },
            ],
            statistics.Patterns.AsEnumerable()
        );
    }

    [Theory]
    [InlineData("format = regex", "beacon.components.app.statistics.patterns", "is missing")]
    [InlineData("format = regex, patterns = [\"[0-9]+\"]", "beacon.components.app.statistics.patterns", "has no named group")]
    [InlineData("format = regex, patterns = [\"(?<a>[0-9]\"]", "beacon.components.app.statistics.patterns", "is no regular expression")]
    [InlineData("format = regex, patterns = [\"(?<a>x)(?=y)\"]", "beacon.components.app.statistics.patterns", "may take any time")]
    [InlineData("format = regex, patterns = [\"(?<value>[0-9]+)\"]", "beacon.components.app.statistics.patterns", "a value without a name")]
    [InlineData("format = regex, patterns = [\"(?<name>\\\\w+)\"]", "beacon.components.app.statistics.patterns", "a name without a value")]
    [InlineData(
        "format = regex, patterns = [{ pattern = \"(?<a>x)\", grop = g }]",
        "beacon.components.app.statistics.patterns.grop",
        "did you mean \"group\"?"
    )]
    [InlineData("format = json, patterns = [\"(?<a>x)\"]", "beacon.components.app.statistics.patterns", "but the format is json")]
    [InlineData("format = json, csv { group = a }", "beacon.components.app.statistics.csv", "but the format is json")]
    [InlineData("format = csv, csv { separator = ab }", "beacon.components.app.statistics.csv.separator", "expected a character")]
    [InlineData("format = csv, csv { name = test }", "beacon.components.app.statistics.csv.value", "is missing")]
    [InlineData("format = csv, csv { unit = test }", "beacon.components.app.statistics.csv.unit", "value, which is missing")]
    [InlineData("format = json, better { a = up }", "beacon.components.app.statistics.better.a", "expected lower, higher or same")]
    [InlineData("format = wkr", "beacon.components.app.statistics.format", "did you mean \"wrk\"?")]
    public void What_can_not_be_meant_is_refused(string keys, string path, string message)
    {
        var problem = _folder.RefusedApp($"statistics {{ {keys} }}");
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal(path, problem.Path);
    }

    [Fact]
    public void Each_preset_is_a_section_that_can_be_copied_into_a_plan()
    {
        Assert.Equal("fio hey hyperfine k6 k6-json pgbench redis-benchmark wrk", string.Join(' ', StatisticsPresets.Names));
        Assert.All(
            StatisticsPresets.Names,
            name =>
            {
                var named = _folder.Read($"beacon.components.app {{ command = app, statistics {{ format = {name} }} }}");
                var copied = _folder.Read($"beacon.components.app {{\ncommand = app\n{StatisticsPresets.Text(name)}\n}}");
                Assert.Equal(named.ToHocon(), copied.ToHocon());
                Assert.Equal(named.Sha256(), copied.Sha256());
            }
        );
    }

    [Fact]
    public void The_example_in_the_comment_of_each_preset_is_a_component_that_reads_it() =>
        Assert.All(
            StatisticsPresets.Names,
            name =>
            {
                var example = StatisticsPresets.Text(name).Split('\n').Where(line => line.StartsWith("#   ", StringComparison.Ordinal));
                var components = string.Join('\n', example.Select(line => line[1..]));
                var plan = _folder.Read($"beacon.components {{\nserver {{ command = server }}\n{components}\n}}");
                var tool = plan.Components.Single(component => component.Name != "server");
                Assert.Equal(StatisticsSpec.Preset(name).Format, tool.Statistics!.Format);
                Assert.True(tool.EndsRun || tool.FinishesItself);
            }
        );

    [Fact]
    public void A_plan_with_each_key_is_written_and_read_back_as_it_is()
    {
        var plan = _folder.Read(
            """
            beacon.components {
              a { command = a, statistics { format = wrk, from = x, only = ["*.p99"], better { "a b" = same } } }
              b { command = b, statistics { format = csv, csv { separator = tab, columns = [a, b], name = a, value = b, unit = c }
                                              units { a.b = ms } } }
            }
            """
        );

        Assert.Equal(plan.ToHocon(), RunPlan.Parse(plan.ToHocon()).ToHocon());
        Assert.Equal("ms", plan.Component("b").Statistics!.Units["a.b"]);
        Assert.Equal('\t', plan.Component("b").Statistics!.Csv.Separator);
    }

    [Fact]
    public void Keys_beside_a_preset_go_over_it_and_null_takes_back_to_it()
    {
        var statistics = _folder
            .ReadApp("statistics { format = wrk, better { read = higher }, unit-names { MB = MB }, patterns = null }")
            .Statistics!;

        Assert.Equal(StatisticsSpec.Preset("wrk").Patterns.AsEnumerable(), statistics.Patterns);
        Assert.Equal(Better.Higher, statistics.Better["read"]);
        Assert.Equal(Better.Lower, statistics.Better["socket-errors.*"]);
        Assert.Equal(("MB", "GiB"), (statistics.UnitNames["MB"], statistics.UnitNames["GB"]));
    }

    [Fact]
    public void A_preset_in_the_defaults_of_all_components_is_one_of_each()
    {
        var plan = _folder.Read(
            "beacon { component-defaults.statistics { format = hey }, components { a { command = a }, b { command = b } } }"
        );

        Assert.All(plan.Components, component => Assert.Equal(StatisticsFormat.Regex, component.Statistics!.Format));
    }

    [Fact]
    public void A_preset_that_does_not_exist_is_refused_with_the_nearest() =>
        Assert.Contains("did you mean \"hyperfine\"?", Assert.Throws<ArgumentException>(() => StatisticsSpec.Preset("hyperfin")).Message);

    [Fact]
    public void Of_names_that_fit_a_statistic_the_one_without_an_asterisk_wins_then_the_longer_one()
    {
        var key = new StatisticKey("load", "metrics.http_req_failed", "rate");
        Dictionary<string, string> units = new()
        {
            ["metrics.*"] = "a",
            ["metrics.http_*.rate"] = "b",
            ["load.*"] = "c",
        };

        Assert.Equal("b", StatisticsSpec.BestFor(units, key)?.Value);
        units["rate"] = "d";
        Assert.Equal("d", StatisticsSpec.BestFor(units, key)?.Value);
        Assert.Null(StatisticsSpec.BestFor(units, key with { Component = "x", Group = "y", Name = "z" }));
    }
}
