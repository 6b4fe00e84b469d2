using Beacon.Actors.Host.Invocation;

namespace Beacon.Actors.Host.Tests;

/// <summary>Which plan a command line means.</summary>
public sealed class WhichPlanSpecs : IDisposable
{
    private const string Sleeping = "beacon { run { name = NAME, duration = 1s }, components { a { command = sleep, args = [9] } } }";

    private readonly BeaconShell _shell = new();

    public void Dispose() => _shell.Dispose();

    private void Write(string path, string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_shell.At(path))!);
        File.WriteAllText(_shell.At(path), Sleeping.Replace("NAME", name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"$BEACON\" verify shop.conf", "plan shop:")]
    [InlineData("\"$BEACON\" verify ./shop.conf", "plan shop:")]
    [InlineData("\"$BEACON\" verify -c shop.conf", "plan shop:")]
    [InlineData("\"$BEACON\" verify base.conf -c shop.conf", "plan shop:")]
    [InlineData("\"$BEACON\" verify", "plan here:")]
    [InlineData("cd inner/most && \"$BEACON\" verify", "plan here:")]
    [InlineData("BEACON_CONFIG=shop.conf \"$BEACON\" verify", "plan shop:")]
    [InlineData("BEACON_CONFIG= \"$BEACON\" verify", "plan here:")]
    [InlineData("BEACON_CONFIG=base.conf \"$BEACON\" verify shop.conf", "plan shop:")]
    [InlineData("\"$BEACON\" verify -c - < shop.conf", "plan shop:")]
    [InlineData("cat shop.conf | \"$BEACON\" verify -", "plan shop:")]
    [InlineData("\"$BEACON\" plan shop.conf --format json", "\"name\": \"shop\"")]
    [InlineData("\"$BEACON\" shop.conf 100ms", "Beacon shop: 1 component, 100ms")]
    [InlineData("\"$BEACON\" run shop.conf 100ms -q", "completed")]
    [InlineData("\"$BEACON\" repeat shop.conf 1 100ms", "completed")]
    public async Task The_plan_that_is_named_or_found_is_taken(string command, string expected)
    {
        Write("shop.conf", "shop");
        Write("base.conf", "base");
        Write("beacon.conf", "here");
        Directory.CreateDirectory(_shell.At("inner/most"));
        Directory.CreateDirectory(_shell.At(".git"));

        var (exitCode, output) = await _shell.RunAsync(command);

        Assert.Equal(0, exitCode);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Fact]
    public void Discovery_ends_at_the_root_of_the_repository_or_at_home()
    {
        Write("beacon.conf", "outside");
        Directory.CreateDirectory(_shell.At("repository/inner"));
        Directory.CreateDirectory(_shell.At("home/work"));
        Directory.CreateDirectory(_shell.At("elsewhere"));
        File.WriteAllText(_shell.At("repository/.git"), "gitdir: /somewhere");

        var home = _shell.At("home");
        Assert.Null(PlanChoice.Discover(_shell.At("repository/inner"), home));
        Assert.Null(PlanChoice.Discover(_shell.At("home/work"), home));

        // In neither, only the current folder counts.
        Assert.Null(PlanChoice.Discover(_shell.At("elsewhere"), home));
        Assert.Equal(_shell.At("beacon.conf"), PlanChoice.Discover(_shell.Folder, home));
        Assert.Null(PlanChoice.Discover(null, home));

        Write("repository/beacon.conf", "repository");
        Write("home/beacon.conf", "home");
        Write("home/work/beacon.conf", "work");
        Assert.Equal(_shell.At("repository/beacon.conf"), PlanChoice.Discover(_shell.At("repository/inner"), home));
        Assert.Equal(_shell.At("home/work/beacon.conf"), PlanChoice.Discover(_shell.At("home/work"), home));
        Assert.Equal(_shell.At("home/beacon.conf"), PlanChoice.Discover(home, $"{home}/"));
    }

    [Fact]
    public async Task A_link_that_leads_nowhere_and_a_pipe_are_refused_and_not_passed_over()
    {
        var (exitCode, output) = await _shell.RunAsync("ln -s nowhere beacon.conf; \"$BEACON\" verify");
        Assert.Equal(2, exitCode);
        Assert.Contains("No such file or directory", output, StringComparison.Ordinal);

        (exitCode, output) = await _shell.RunAsync("rm beacon.conf; mkfifo beacon.conf; \"$BEACON\" verify");
        Assert.Equal(2, exitCode);
        Assert.Contains("it is a pipe", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"$BEACON\" verify", "No beacon.conf here or above: this is the demo. Begin your own plan: beacon init")]
    [InlineData("\"$BEACON\" plan", "No beacon.conf here or above: this is the demo.")]
    [InlineData("\"$BEACON\" demo 9x", "\"9x\"")]
    [InlineData("\"$BEACON\" demo shop.conf", "unexpected word \"shop.conf\"")]
    public async Task The_demo_says_that_it_is_the_demo(string command, string expected)
    {
        var (_, output) = await _shell.RunAsync(command);

        Assert.Contains(expected, output.Split('\n')[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"$BEACON\" shop.conf 1 2", "unexpected word \"2\"")]
    [InlineData("\"$BEACON\" shop.conf base.conf", "unexpected word \"base.conf\"")]
    [InlineData("\"$BEACON\" shpo.conf", "did you mean \"shop.conf\"?")]
    [InlineData("\"$BEACON\" shop", "nor a plan file")]
    [InlineData("\"$BEACON\" verify 30", "unexpected word \"30\"")]
    [InlineData("\"$BEACON\" shop.conf verify", "the command comes first: beacon verify shop.conf")]
    [InlineData("\"$BEACON\" .", "nor a plan file")]
    [InlineData("\"$BEACON\" ./", "is a folder; name a configuration file")]
    [InlineData("\"$BEACON\" repeat shop.conf", "beacon repeat needs the number of runs")]
    [InlineData("BEACON_CONFIG=none.conf \"$BEACON\"", "the plan is the one that BEACON_CONFIG names")]
    [InlineData("\"$BEACON\" --con shop.conf", "did you mean \"--config\"?")]
    [InlineData("\"$BEACON\" veri", "did you mean \"verify\"?")]
    [InlineData("\"$BEACON\" -x", "unknown option -x")]
    public async Task What_can_t_be_meant_is_refused_with_what_may_be(string command, string expected)
    {
        Write("shop.conf", "shop");
        Write("base.conf", "base");

        var (exitCode, output) = await _shell.RunAsync(command);

        Assert.Equal(2, exitCode);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_go_where_BEACON_RESULTS_says_and_are_found_there()
    {
        Write("beacon.conf", "here");

        var (exitCode, output) = await _shell.RunAsync(
            """
            export BEACON_RESULTS=there
            "$BEACON" 100ms -q && "$BEACON" runs list && test ! -e runs && ls -d there/*-here-*
            """
        );

        Assert.Equal(0, exitCode);
        Assert.Contains("there/", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_are_looked_for_where_the_plan_that_was_found_puts_them()
    {
        File.WriteAllText(
            _shell.At("beacon.conf"),
            "beacon { run { duration = 100ms, results = mine }, components { a { command = sleep, args = [9] } } }"
        );

        var (exitCode, output) = await _shell.RunAsync(
            "\"$BEACON\" -q && \"$BEACON\" runs show last && echo 'nonsense {' > beacon.conf && \"$BEACON\" runs list --results mine"
        );

        Assert.Equal(0, exitCode);
        Assert.Contains("mine/", output, StringComparison.Ordinal);
    }

    [TwoUsersFact]
    public async Task A_plan_of_another_user_is_refused_if_it_was_found_and_taken_if_it_is_named()
    {
        Write("beacon.conf", "here");

        var (exitCode, output) = await _shell.RunAsync(
            """
            chmod 755 . && chown 65534 beacon.conf
            "$BEACON" verify && exit 9
            SUDO_UID=65534 "$BEACON" verify && "$BEACON" verify beacon.conf && $AS_NOBODY "$BEACON" plan || exit 8
            chown 65533 beacon.conf
            SUDO_UID=65533 $AS_NOBODY "$BEACON" plan
            """
        );

        Assert.Equal(2, exitCode);
        Assert.Contains("belongs to another user (uid 65534), and was found, not named", output, StringComparison.Ordinal);
        Assert.Contains("belongs to another user (uid 65533)", output, StringComparison.Ordinal);
        Assert.Equal(2, output.Split("plan here:").Length - 1);
    }
}
