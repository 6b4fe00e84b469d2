using System.Diagnostics;

namespace Beacon.Plans.Tests;

/// <summary>Files of environment variables: <c>env-files</c> of a component, and the one that <c>${VAR}</c> reads.</summary>
public sealed class EnvironmentFileSpecs : IDisposable
{
    private readonly PlanFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("A=1 # one", "1")]
    [InlineData("A=1# one", "1# one")]
    [InlineData("A=#1", "#1")]
    [InlineData("A= # nothing", "")]
    [InlineData("A=", "")]
    [InlineData("A=\"x # y\" # z", "x # y")]
    [InlineData("A='x' # it's \"y\"", "x")]
    [InlineData("A=\"say \"hi\"\"", "say \"hi\"")]
    [InlineData("A=\"#\"", "#")]
    [InlineData("A=\"open # x", "\"open")]
    [InlineData("A=b=c", "b=c")]
    [InlineData("export A=1 # one", "1")]
    [InlineData("export\tA='1'", "1")]
    [InlineData("  A = 1  ", "1")]
    [InlineData("A=http://h/#top", "http://h/#top")]
    public void A_value_ends_where_its_comment_begins(string line, string expected)
    {
        _folder.Write("a.env", line);

        Assert.Equal(expected, _folder.ReadApp("env-files = [a.env]").Environment["A"]);
    }

    [Theory]
    [InlineData("export A")]
    [InlineData("A B=1")]
    [InlineData("=1")]
    [InlineData("A=1\02")]
    public void A_line_that_is_no_variable_is_refused_with_its_number(string line)
    {
        _folder.Write("a.env", $"# first\n{line}");

        Assert.Contains("a.env:2: the line is no variable", _folder.RefusedApp("env-files = [a.env]").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_optional_file_may_be_missing_and_wins_if_it_is_there()
    {
        _folder.Write("a.env", "A=1");
        const string Keys = "env-files = [a.env, { file = \"local/b.env\", optional = on }]";
        Assert.Equal("1", _folder.ReadApp(Keys).Environment["A"]);

        _folder.Write("local/b.env", "A=2");
        Assert.Equal("2", _folder.ReadApp(Keys).Environment["A"]);
    }

    [Theory]
    [InlineData("env-files = [{ file = b.env }]", "if it may be missing: { file = …, optional = on }")]
    [InlineData("env-files = [{ optional = on }]", "is missing; name the file")]
    [InlineData("env-files = [{ file = b.env, optinal = on }]", "did you mean \"optional\"?")]
    [InlineData("env-files = [{ file = b.env, optional = perhaps }]", "expected on, off")]
    [InlineData("env-files = [{ file = broken.env, optional = on }]", "can't be read")]
    public void A_file_that_is_named_wrongly_is_refused(string keys, string expected)
    {
        File.CreateSymbolicLink(Path.Combine(_folder.Root, "broken.env"), "nowhere");

        Assert.Contains(_folder.Refused($"beacon.components.app {{\ncommand = app\n{keys}\n}}"), p => p.Message.Contains(expected));
    }

    [Fact]
    public void A_pipe_as_a_file_of_variables_is_refused_and_never_waited_for()
    {
        using (var making = Process.Start("mkfifo", Path.Combine(_folder.Root, "pipe.env")))
            making.WaitForExit();

        Assert.Contains("it is a pipe; name a regular file", _folder.RefusedApp("env-files = [pipe.env]").Message);
        Assert.Contains(
            "it is a pipe",
            _folder.RefusedApp("env-files = [{ file = pipe.env, optional = on }]").Message,
            StringComparison.Ordinal
        );
        var sources = _folder.SourcesOf(PlanFolder.Least) with { EnvironmentFile = "pipe.env" };
        Assert.Contains("it is a pipe", Assert.Single(_folder.Refused(sources)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Variables_of_a_file_beside_the_plan_are_read_below_the_environment_and_given_to_no_component()
    {
        _folder.Environment["BOTH"] = "environment";
        _folder.Write(".env", "BOTH=file\nONLY=file # comment");
        var sources = _folder.SourcesOf("beacon.components.app { command = app, args = [${BOTH}, ${ONLY}] }");

        var app = RunPlan.Load(sources with { FindsEnvironmentFile = true }).Component("app");

        Assert.Equal("environment file", string.Join(' ', app.Args));
        Assert.Empty(app.Environment);
        Assert.Contains(_folder.Refused(sources), problem => problem.Message.Contains("ONLY is not set"));
    }

    [Fact]
    public void A_named_file_of_variables_replaces_the_one_beside_the_plan()
    {
        _folder.Write(".env", "A=beside");
        _folder.Write("other.env", "A=named");
        var sources = _folder.SourcesOf("beacon.components.app { command = ${A} }") with { FindsEnvironmentFile = true };

        Assert.Equal("named", RunPlan.Load(sources with { EnvironmentFile = "other.env" }).Component("app").Command);
        Assert.Contains(
            _folder.Refused(sources with { EnvironmentFile = "/dev/null" }),
            problem => problem.Message.Contains("A is not set")
        );
        Assert.Contains(
            "there is no file",
            Assert.Single(_folder.Refused(sources with { EnvironmentFile = "none.env" })).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_bad_line_of_a_file_that_was_found_is_a_warning_and_of_one_that_was_named_a_problem()
    {
        _folder.Write(".env", "A=1\nnonsense");
        var sources = _folder.SourcesOf(PlanFolder.Least) with { FindsEnvironmentFile = true };

        Assert.Contains(".env:2", Assert.Single(RunPlan.Load(sources).Warnings), StringComparison.Ordinal);
        Assert.Contains(".env:2", Assert.Single(_folder.Refused(sources with { EnvironmentFile = ".env" })).Message);
    }

    [Fact]
    public void A_secret_of_the_file_beside_the_plan_is_masked()
    {
        _folder.Write(".env", "LICENSE=hunter2");
        var sources = _folder.SourcesOf("beacon.run.secrets = [LICENSE]\nbeacon.components.app { command = app, args = [${LICENSE}] }");

        var plan = RunPlan.Load(sources with { FindsEnvironmentFile = true });

        Assert.DoesNotContain("hunter2", plan.ToHocon(maskSecrets: true), StringComparison.Ordinal);
    }
}
