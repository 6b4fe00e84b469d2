namespace Beacon.Plans.Tests;

/// <summary><c>"${PORT}"</c>: HOCON replaces nothing in quotes, which most people expect.</summary>
public sealed class QuotedReferenceSpecs : IDisposable
{
    private readonly PlanFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("args = [\"--port=${PORT}\"]", "write \"--port=\"${PORT}")]
    [InlineData("title = \"${?PORT}\"", "write ${?PORT}")]
    [InlineData("cwd = \"/srv/${PORT}\"", "write \"/srv/\"${PORT}")]
    [InlineData("env { A = \"x${PORT}y\" }", "write \"x\"${PORT}\"y\"")]
    [InlineData("ready.exec = [\"check\", \"${PORT}\"]", "write ${PORT}")]
    [InlineData("ready.file = \"/tmp/${PORT}\"", "write \"/tmp/\"${PORT}")]
    [InlineData("ready.http = \"http://h/${PORT}\"", "write \"http://h/\"${PORT}")]
    [InlineData("requires.files = [\"/tmp/${PORT}\"]", "write \"/tmp/\"${PORT}")]
    [InlineData("stop.command = [\"stop\", \"${PORT}\"]", "write ${PORT}")]
    public void It_is_passed_on_with_a_warning_that_has_the_right_spelling(string keys, string expected)
    {
        var warnings = _folder.Read($"beacon.components.app {{\ncommand = app\n{keys}\n}}").Warnings;

        Assert.Contains(expected, Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Contains("plan.conf:3", warnings[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ready.tcp-listen = \"${PORT}\"")]
    [InlineData("ready.tcp-connect = \"localhost:${PORT}\"")]
    [InlineData("stop.timeout = \"${PORT}\"")]
    [InlineData("requires.free-ports = [\"tcp:${PORT}\"]")]
    public void A_refused_value_names_the_right_spelling_too(string keys) =>
        Assert.Contains("${PORT} stands in quotes", _folder.RefusedApp(keys).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("ready.log = \"a${PORT}\"")]
    [InlineData("statistics.from = \"${PORT}\"")]
    [InlineData("ready.exec = [\"sh\", \"-c\", \"test ${PORT} = 1\"]")]
    [InlineData("stop.command = [\"/bin/bash\", \"-c\", \"echo ${PORT}\"]")]
    [InlineData("command = sh, args = [\"-c\", \"echo ${PORT}\"]")]
    public void Patterns_and_scripts_may_well_mean_it(string keys) =>
        Assert.Empty(_folder.Read($"beacon.components.app {{\ncommand = app\n{keys}\n}}").Warnings);
}
