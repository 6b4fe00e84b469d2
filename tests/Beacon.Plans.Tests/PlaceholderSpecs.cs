namespace Beacon.Plans.Tests;

public sealed class PlaceholderSpecs : IDisposable
{
    private static readonly PlaceholderValues Values = new("r-1", "/runs/r-1", TimeSpan.FromMilliseconds(1500));

    private readonly PlanFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Placeholders_are_replaced_in_every_key_that_may_contain_them()
    {
        var app = Placeholders.Expand(
            _folder.ReadApp(
                """
                command = "{record}/bin/{component}"
                args = ["{duration}", "{duration-ms}", "--id={run-id}", "{config-dir}"]
                cwd = "{record}/work"
                env { OUT = "{record}/{component}.txt", GONE = null }
                ready { exec = ["check", "{run-id}"], file = "{record}/ready" }
                """
            ),
            Values
        );

        Assert.Equal("/runs/r-1/bin/app", app.Command);
        Assert.Equal(["2", "1500", "--id=r-1", _folder.Root], app.Args.AsEnumerable());
        Assert.Equal("/runs/r-1/work", app.WorkingDirectory);
        Assert.Equal("/runs/r-1/app.txt", app.Environment["OUT"]);
        Assert.Null(app.Environment["GONE"]);
        Assert.Equal(["check", "r-1"], Assert.Single(app.Ready.Probes.OfType<ExecProbe>()).Command.AsEnumerable());
        Assert.Equal(new FileProbe("/runs/r-1/ready"), Assert.Single(app.Ready.Probes.OfType<FileProbe>()));
    }

    [Fact]
    public void What_they_stand_for_is_not_filled_in_again() =>
        Assert.Equal(
            ["{component}"],
            Placeholders.Expand(_folder.ReadApp("args = [\"{run-id}\"]"), Values with { Run = "{component}" }).Args.AsEnumerable()
        );

    [Fact]
    public void Braces_that_are_none_of_them_are_left_alone()
    {
        const string Json = """{"duration":{"a":[1]},"x":{}} {Duration} {x-y-z-long} {} {{ ${HOME}""";

        Assert.Equal([Json], Placeholders.Expand(_folder.ReadApp($"args = [\"\"\"{Json}\"\"\"]"), Values).Args.AsEnumerable());
    }

    [Theory]
    [InlineData("args = [\"{duraton}\"]", "args", "there is no placeholder {duraton}; did you mean {duration}?")]
    [InlineData("command = \"{recrod}/x\"", "command", "did you mean {record}?")]
    [InlineData("env { A = \"{runid}\" }", "env.A", "did you mean {run-id}?")]
    [InlineData("cwd = \"{config-dirr}/x\"", "cwd", "did you mean {config-dir}?")]
    [InlineData("ready { file = \"{records}/x\" }", "ready.file", "did you mean {record}?")]
    [InlineData("ready { exec = [x, \"{componet}\"] }", "ready.exec", "did you mean {component}?")]
    public void A_near_miss_is_refused(string keys, string path, string message)
    {
        var problem = _folder.RefusedApp(keys);

        Assert.Equal($"beacon.components.app.{path}", problem.Path);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{duration}")]
    [InlineData("{duration-ms}")]
    public void A_duration_is_refused_in_an_infinite_run(string placeholder)
    {
        var problem = _folder.RefusedOnce(
            $"beacon.run.duration = infinite\nbeacon.components.app {{ command = app, args = [\"{placeholder}\"] }}"
        );

        Assert.Equal("beacon.components.app.args", problem.Path);
        Assert.Contains($"{placeholder} has no value in an infinite run", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_duration_is_not_taken_for_infinite() =>
        Assert.Equal(
            "beacon.run.duration",
            _folder.RefusedOnce("beacon.run.duration = 5\nbeacon.components.app { command = app, args = [\"{duration}\"] }").Path
        );
}
