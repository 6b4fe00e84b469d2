using Beacon.Actors.Host.Beginning;
using Beacon.Plans;

namespace Beacon.Actors.Host.Tests;

/// <summary><c>beacon init</c>: the first plan of a folder.</summary>
public sealed class InitSpecs : IDisposable
{
    private readonly BeaconShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_program_that_is_named_runs_by_the_plan_that_is_written()
    {
        _shell.WriteScript("server", "echo \"$@\"; exec sleep 9");

        var (exitCode, output) = await _shell.RunAsync(
            "\"$BEACON\" init ./server --port '$(touch PWN)' --json -c x && \"$BEACON\" 100ms --follow"
        );

        Assert.Equal(0, exitCode);
        Assert.Contains("wrote beacon.conf: server", output, StringComparison.Ordinal);
        Assert.Contains("server | --port $(touch PWN) --json -c x", output, StringComparison.Ordinal);
        Assert.False(File.Exists(_shell.At("PWN")));
    }

    [Fact]
    public async Task The_processes_of_a_Procfile_run_by_the_plan_that_is_written()
    {
        File.WriteAllText(_shell.At("Procfile"), "# comment\nweb: sleep 9\r\nworker: cd / && echo \"in $PWD ${NAME:-x}\"; sleep 9\n\n");

        var (exitCode, output) = await _shell.RunAsync("umask 0; \"$BEACON\" init && \"$BEACON\" 100ms --follow");

        Assert.Equal(0, exitCode);
        Assert.Contains("wrote beacon.conf: web, worker", output, StringComparison.Ordinal);
        Assert.Contains("worker | in / x", output, StringComparison.Ordinal);
        Assert.DoesNotContain("warning", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"scripts\": { \"dev\": \"vite --port 5173\", \"build\": \"x\" } }", "", "npm run dev", 5173)]
    [InlineData("{ \"scripts\": { \"start\": \"node .\", \"dev\": \"x\" } }", "pnpm-lock.yaml", "pnpm run start", null)]
    [InlineData("{ \"scripts\": { \"serve\": \"x\" } }", "yarn.lock", "yarn run serve", null)]
    public void A_script_of_a_package_is_found(string package, string lockFile, string command, int? port)
    {
        File.WriteAllText(_shell.At("package.json"), package);
        if (lockFile.Length > 0)
            File.WriteAllText(_shell.At(lockFile), "");

        var component = Assert.Single(FolderSurvey.Of(_shell.Folder, []).Components);

        Assert.Equal(command, string.Join(' ', component.Command));
        Assert.Equal(port, component.Port);
    }

    [Theory]
    [InlineData("app --port 8080", 8080)]
    [InlineData("app --port=8080 --x", 8080)]
    [InlineData("app -p 80", 80)]
    [InlineData("PORT=3000 node x", 3000)]
    [InlineData("app --listen 0.0.0.0:9000", 9000)]
    [InlineData("app --port 99999", null)]
    [InlineData("app --port 80a", null)]
    [InlineData("app 8080", null)]
    public void A_port_that_is_named_as_one_is_what_readiness_waits_for(string command, int? port)
    {
        File.WriteAllText(_shell.At("Procfile"), $"a: {command}");

        Assert.Equal(port, FolderSurvey.Of(_shell.Folder, []).Components[0].Port);
    }

    [Theory]
    [InlineData("web.1", "web-1")]
    [InlineData("../$x y", "x-y")]
    [InlineData("é", "app")]
    [InlineData("", "app")]
    public void Any_name_becomes_one_that_a_plan_accepts(string found, string expected)
    {
        var plan = new FirstPlan(found, "a test", [new(found, ["a \"b\" \\ ${C} \n\t{x} é"], 1), new(found, ["x", "\u0001", ""], null)]);

        var read = RunPlan.Parse(plan.Hocon(), _shell.Folder);

        Assert.Equal(expected, read.Name);
        Assert.Equal([expected, $"{expected}-2"], read.Components.Select(component => component.Name));
        Assert.Equal(["\u0001", ""], read.Components[1].Args.ToArray());
    }

    [Theory]
    [InlineData("\"$BEACON\" init", 2, "name a program: beacon init ./build/server")]
    [InlineData("echo nonsense > Procfile; \"$BEACON\" init", 2, "expected 1 to 100 lines NAME: COMMAND")]
    [InlineData("mkfifo Procfile; \"$BEACON\" init", 2, "Procfile has 0 bytes")]
    [InlineData("echo '{' > package.json; \"$BEACON\" init", 2, "package.json: ")]
    [InlineData("echo '[]' > package.json; \"$BEACON\" init", 2, "name a program")]
    [InlineData("echo mine > beacon.conf; \"$BEACON\" init sleep; cat beacon.conf; exit 3", 3, "mine")]
    [InlineData("ln -s nowhere beacon.conf; \"$BEACON\" init sleep", 3, "which is not overwritten")]
    [InlineData("\"$BEACON\" init ./nothing 5", 3, "there is no program")]
    public async Task What_can_t_become_a_plan_is_refused_and_nothing_is_overwritten(string script, int exitCode, string expected)
    {
        var (code, output) = await _shell.RunAsync(script);

        Assert.Equal(exitCode, code);
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.False(File.Exists(_shell.At("nowhere")));
    }

    [TwoUsersFact]
    public async Task A_folder_that_can_t_be_written_is_refused()
    {
        var (exitCode, output) = await _shell.RunAsync("chmod 755 . && $AS_NOBODY \"$BEACON\" init sleep 5");

        Assert.Equal(3, exitCode);
        Assert.Contains("beacon.conf can't be written", output, StringComparison.Ordinal);
    }
}
